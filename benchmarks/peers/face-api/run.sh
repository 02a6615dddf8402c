#!/usr/bin/env bash
# Measures the peer and this engine one after the other on the same pictures and pairs, one thread each:
#   benchmarks/peers/face-api/run.sh [EVERY]     EVERY takes every so many pairs of the peer's run, which is the slow one
set -euo pipefail
cd "$(dirname "$0")"
repository=$(cd ../../.. && pwd)
faces=${IDV_TESTDATA:-$repository/../shared/testdata}/faces
output=$(mktemp -d)
trap 'rm -rf "$output"' EXIT
npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
dotnet build "$repository/benchmarks/Idv.Accuracy" -c Release --verbosity quiet -clp:NoSummary

# Processor seconds beside the wall clock: other work on the machine does not count in them.
TIMEFORMAT='processor seconds of the whole run: %U user, %S system'
time node measure.mjs "$faces/lfw" "$faces/lfw-pairs.tsv" "$output/peer.json" "${1:-1}"
time dotnet "$(ls "$repository"/benchmarks/Idv.Accuracy/bin/Release/*/Idv.Accuracy.dll)" accuracy --output "$output"
node --input-type=module -e '
  import { readFileSync } from "node:fs";
  const [peer, ours] = process.argv.slice(1).map((file) => JSON.parse(readFileSync(file, "utf8")));
  const own = ours.milliseconds.detect + ours.milliseconds.embed;
  console.log(`face-api ${(100 * peer.accuracy).toFixed(2)} % at ${peer.medianMilliseconds.toFixed(1)} ms, ` +
    `this engine ${(100 * ours.protocol.meanAccuracy).toFixed(2)} % at ${own.toFixed(1)} ms: ${(peer.medianMilliseconds / own).toFixed(1)} times faster`);
' "$output/peer.json" "$output/accuracy.json"
