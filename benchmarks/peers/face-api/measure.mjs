// Measures @vladmandic/face-api on a folder of people and a pairs file: node measure.mjs FOLDER PAIRS.tsv OUT.json [EVERY]
// Its best detector (SSD MobileNet v1), its 68 landmarks and its 128-number descriptor, on the wasm backend with SIMD, one thread.
// The label names the central face; decoding is not timed. EVERY takes every so many pairs of each fold.
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const require = createRequire(import.meta.url);
const tf = require('@tensorflow/tfjs');
const wasm = require('@tensorflow/tfjs-backend-wasm');
const jpeg = require('jpeg-js');
const faceapi = require('@vladmandic/face-api/dist/face-api.node-wasm.js');

const [folder, pairsFile, output, every = '1'] = process.argv.slice(2);
wasm.setWasmPaths(join(dirname(require.resolve('@tensorflow/tfjs-backend-wasm')), '/'));
wasm.setThreadsCount(1);
await tf.setBackend('wasm');
await tf.ready();
const models = join(dirname(require.resolve('@vladmandic/face-api/package.json')), 'model');
for (const net of [faceapi.nets.ssdMobilenetv1, faceapi.nets.faceLandmark68Net, faceapi.nets.faceRecognitionNet]) {
  await net.loadFromDisk(models);
}

const options = new faceapi.SsdMobilenetv1Options({ minConfidence: 0.3, maxResults: 20 });

async function describe(file) {
  const { width, height, data } = jpeg.decode(readFileSync(file), { useTArray: true });
  const rgb = new Int32Array(width * height * 3);
  for (let i = 0; i < width * height; i++) {
    rgb[3 * i] = data[4 * i];
    rgb[3 * i + 1] = data[4 * i + 1];
    rgb[3 * i + 2] = data[4 * i + 2];
  }
  const picture = tf.tensor3d(rgb, [height, width, 3], 'int32');
  const start = performance.now();
  const faces = await faceapi.detectAllFaces(picture, options).withFaceLandmarks().withFaceDescriptors();
  const milliseconds = performance.now() - start;
  picture.dispose();
  const distance = ({ box }) => Math.abs(box.x + box.width / 2 - width / 2) + Math.abs(box.y + box.height / 2 - height / 2);
  const central = faces.sort((a, b) => distance(a.detection) - distance(b.detection))[0];
  return { descriptor: central ? Array.from(central.descriptor) : null, milliseconds, faces: faces.length };
}

const counts = new Map();
const pairs = readFileSync(pairsFile, 'utf8').trim().split('\n').map((line) => line.split('\t')).filter(([fold]) => fold !== 'fold')
  .map(([fold, first, second, same]) => ({ fold: Number(fold), first, second, same: same === '1' }))
  .filter(({ fold, same }) => {
    const key = `${fold} ${same}`;
    counts.set(key, (counts.get(key) ?? -1) + 1);
    return counts.get(key) % Number(every) === 0;
  });
const names = [...new Set(pairs.flatMap(({ first, second }) => [first, second]))].sort();
await describe(join(folder, names[0]));
const described = new Map();
for (const name of names) {
  described.set(name, await describe(join(folder, name)));
  if (described.size % 100 === 0) process.stderr.write(`  face-api: ${described.size} of ${names.length} pictures\n`);
}

// Its own measure is the Euclidean distance; a pair with a picture without a face counts as a non-match.
const scores = pairs.map(({ fold, first, second, same }) => {
  const [a, b] = [described.get(first).descriptor, described.get(second).descriptor];
  return { fold, same, score: a && b ? -Math.hypot(...a.map((value, i) => value - b[i])) : -Infinity };
});
const accuracy = (list, threshold) => list.filter(({ same, score }) => same === score >= threshold).length / list.length;
const folds = [...new Set(scores.map(({ fold }) => fold))].map((fold) => {
  const [others, own] = [scores.filter((pair) => pair.fold !== fold), scores.filter((pair) => pair.fold === fold)];
  const best = others.map(({ score }) => score).filter(Number.isFinite)
    .reduce((found, threshold) => (accuracy(others, threshold) > found.value ? { value: accuracy(others, threshold), threshold } : found), { value: 0, threshold: 0 });
  return accuracy(own, best.threshold);
});
const milliseconds = [...described.values()].map((face) => face.milliseconds).sort((a, b) => a - b);
const result = {
  peer: `@vladmandic/face-api ${faceapi.version.faceapi ?? faceapi.version}`, backend: `tfjs ${tf.version_core} ${tf.getBackend()}`,
  pictures: names.length, pairs: pairs.length, withoutFace: [...described.values()].filter((face) => !face.descriptor).length,
  accuracy: folds.reduce((sum, value) => sum + value, 0) / folds.length, folds, medianMilliseconds: milliseconds[milliseconds.length >> 1],
};
writeFileSync(output, `${JSON.stringify(result, null, 2)}\n`);
console.log(`${result.peer}, ${result.backend}: ${result.pairs} pairs of ${result.pictures} pictures, accuracy ${(100 * result.accuracy).toFixed(2)} %, ` +
  `${result.withoutFace} without a face, median ${result.medianMilliseconds.toFixed(1)} ms a picture (detect, landmarks, descriptor)`);
