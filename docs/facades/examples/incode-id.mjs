// Incode ID's requests as the vendor's page gives them, with a receiver for its webhooks that answers 204.
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';

const { HOST, RECEIVER_PORT, SAMPLES } = process.env;
const waiting = [];
const receiver = createServer((request, response) => {
  let body = '';
  request.on('data', part => { body += part; });
  request.on('end', () => {
    response.writeHead(204).end();
    waiting.splice(0).forEach(resolve => resolve(JSON.parse(body)));
  });
}).listen(Number(RECEIVER_PORT), '127.0.0.1');
const nextWebhook = () => new Promise(resolve => waiting.push(resolve));
const shorten = value => JSON.stringify(value, (_, member) => typeof member === 'string' && member.length > 120 ? member.slice(0, 24) + '…' : member, 1);

const headers = { 'api-version': '1.0', 'x-api-key': 'example-incode-key', 'Content-Type': 'application/json' };
async function call(method, path, token, body) {
  const response = await fetch(HOST + path, {
    method,
    headers: token ? { ...headers, 'X-Incode-Hardware-Id': token } : headers,
    body: body && JSON.stringify(body),
  });
  const answer = await response.json();
  console.log(`\n> ${method} ${path}\n${response.status} ${shorten(answer)}`);
  return answer;
}

const base64 = async file => (await readFile(`${SAMPLES}/${file}`)).toString('base64');

// The vendor's own body, unchanged: "string" is no base64.
await call('POST', '/omni/incode-id/authenticate', null, { face: { base64Image: 'string', imageUrl: 'string', template: 'string' }, source: 'string' });

// The enrolment that the vendor's page presupposes: a verification, here through our own API.
const form = new FormData();
form.append('front', new Blob([await readFile(`${SAMPLES}/passport.jpg`)]), 'passport.jpg');
form.append('selfie', new Blob([await readFile(`${SAMPLES}/selfie.jpg`)]), 'selfie.jpg');
const completed = nextWebhook();
await fetch(`${HOST}/v1/verifications`, { method: 'POST', headers: { Authorization: 'Bearer example-api-key' }, body: form });
const verification = await completed;
console.log(`\n< webhook ${shorten(verification)}`);
await call('GET', `/omni/incode-id/verification/${verification.id}`, verification.token);
await call('GET', '/omni/incode-id/userinfo', verification.token);

const told = nextWebhook();
const passed = await call('POST', '/omni/incode-id/authenticate', null, { face: { base64Image: await base64('selfie.jpg') }, source: 'source-name' });
console.log(`\n< webhook ${shorten(await told)}`);
await call('GET', `/omni/incode-id/authentication/${passed.authenticationId}`, passed.token);
await call('POST', '/omni/incode-id/authenticate', null, { face: { base64Image: await base64('impostor.jpg') } });
await call('GET', '/omni/incode-id/userinfo', 'no-token');
receiver.close();
receiver.closeAllConnections();
