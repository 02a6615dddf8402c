#!/usr/bin/env bash
# Measures the peers and this engine one after the other on the same zones and licences, one thread each: benchmarks/peers/mrz/run.sh
set -euo pipefail
cd "$(dirname "$0")"
repository=$(cd ../../.. && pwd)
documents=${IDV_TESTDATA:-$repository/../shared/testdata}/documents
npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
dotnet build "$repository/benchmarks/Idv.Accuracy" -c Release --verbosity quiet -clp:NoSummary
node measure.mjs "$documents"
ours=$(ls "$repository"/benchmarks/Idv.Accuracy/bin/Release/*/Idv.Accuracy.dll)
for part in mrz-text aamva; do
  dotnet "$ours" documents --data "$(dirname "$documents")" --part "$part"
done
