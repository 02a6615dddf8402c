// Measures the npm peers on the shared vectors: node measure.mjs DOCUMENTS
// Verdicts: whether a zone is valid (all check digits right); what throws is not valid. Licences: the twelve fields that every peer has, compared
// generously (case, dates as days, postal codes by their common beginning). Speeds are per processor second, the best of five rounds.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const require = createRequire(import.meta.url);
const version = (name) => JSON.parse(readFileSync(join('node_modules', name, 'package.json'), 'utf8')).version;
const { parse: parseMrz } = await import('mrz');
const { parseMRZ } = await import('mrz-fast');
const { parse: parseAamva } = require('aamva-parser');
const { parse: parseUsdl } = require('parse-usdl');
const folder = process.argv[2];
const zones = JSON.parse(readFileSync(join(folder, 'mrz-text.json'), 'utf8'));
const licences = JSON.parse(readFileSync(join(folder, 'aamva.json'), 'utf8'));

function attempt(action) {
  try {
    return action();
  } catch {
    return undefined;
  }
}

function perSecond(inputs, action) {
  let best = 0;
  for (let round = 0; round < 5; round++) {
    const start = process.cpuUsage();
    let [count, spent] = [0, 0];
    while (spent < 0.6) {
      for (const input of inputs) attempt(() => action(input));
      count += inputs.length;
      const { user, system } = process.cpuUsage(start);
      spent = (user + system) / 1e6;
    }
    best = Math.max(best, count / spent);
  }
  return Math.round(best);
}

for (const [name, verdict] of [
  ['mrz', (lines) => parseMrz(lines).valid],
  ['mrz-fast', (lines) => parseMRZ(lines).valid],
]) {
  const right = zones.filter(({ lines, valid }) => (attempt(() => verdict(lines)) ?? false) === (valid ?? false)).length;
  const passports = zones.filter(({ format }) => format === 'TD3');
  const ofPassports = passports.filter(({ lines, valid }) => (attempt(() => verdict(lines)) ?? false) === (valid ?? false)).length;
  const speed = perSecond(zones.map(({ lines }) => lines), verdict);
  const passportSpeed = perSecond(passports.map(({ lines }) => lines), verdict);
  console.log(`${name} ${version(name)}: ${right} of ${zones.length} verdicts right, of passports ${ofPassports} of ${passports.length}, ${speed} parses per processor second (passports ${passportSpeed})`);
}

const day = (value) => (value === undefined || value === null || Number.isNaN(new Date(value).getTime()) ? undefined : new Date(value).toISOString().slice(0, 10));
const localDay = (date) => (date ? day(Date.UTC(date.getFullYear(), date.getMonth(), date.getDate())) : undefined);
const sexes = { M: 'male', F: 'female', 1: 'male', 2: 'female', X: 'unspecified', 9: 'unspecified' };
const peers = {
  'aamva-parser': [parseAamva, (r) => ({
    first: r.firstName, middle: r.middleName, last: r.lastName, street: r.streetAddress, city: r.city, state: r.state, postal: r.postalCode,
    number: r.driversLicenseId, dob: [localDay(r.dateOfBirth), day(r.dateOfBirth)], issue: [localDay(r.issueDate), day(r.issueDate)],
    expiry: [localDay(r.expirationDate), day(r.expirationDate)], sex: r.gender,
  })],
  'parse-usdl': [(raw) => parseUsdl(raw, { suppressErrors: true }), (r) => ({
    first: r.firstName ?? r.firstNameAndMiddleName, middle: r.middleName, last: r.lastName, street: r.addressStreet, city: r.addressCity,
    state: r.addressState, postal: r.addressPostalCode, number: r.documentNumber, dob: day(r.dateOfBirth), issue: day(r.dateOfIssue),
    expiry: day(r.dateOfExpiry), sex: sexes[r.sex] ?? r.sex,
  })],
};
const plain = (value) => String(value ?? '').trim().toLowerCase();
function same(field, expected, actual) {
  const [a, b] = [plain(expected), plain(actual)];
  return a === b || (field === 'postal' && a !== '' && b !== '' && (a.startsWith(b) || b.startsWith(a)));
}

for (const [name, [parse, fieldsOf]] of Object.entries(peers)) {
  let [right, fields, unread] = [0, 0, 0];
  for (const { raw, expected } of licences) {
    const record = attempt(() => fieldsOf(parse(raw)));
    unread += record ? 0 : 1;
    for (const field of ['first', 'middle', 'last', 'street', 'city', 'state', 'postal', 'number', 'dob', 'issue', 'expiry', 'sex']) {
      if (field in expected) {
        fields++;
        right += [record?.[field]].flat().some((value) => same(field, expected[field], value)) ? 1 : 0;
      }
    }
  }
  const speed = perSecond(licences.map(({ raw }) => raw), parse);
  console.log(`${name} ${version(name)}: ${right} of ${fields} fields right (${(right / fields).toFixed(3)}), ${unread} of ${licences.length} payloads refused, ${speed} parses per processor second`);
}
