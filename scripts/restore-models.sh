#!/usr/bin/env bash
# Restores the npm-distributed models and ONNX Runtime by the hashes of models/package-lock.json.
set -euo pipefail
cd "$(dirname "$0")/../models"
stamp=node_modules/.restored
if [[ -f $stamp && ! package-lock.json -nt $stamp ]]; then exit 0; fi
echo "  models: npm ci by the hashes of models/package-lock.json (about 75 MB to fetch, once)"
npm ci --ignore-scripts --omit=dev --no-audit --no-fund --loglevel=error
# The ONNX Runtime package carries every platform; the appliance runs on Linux alone.
ort=node_modules/com.github.asus4.onnxruntime/Plugins
rm -rf "$ort/Android" "$ort/Windows" "$ort/macOS" "$ort/iOS~"
touch $stamp
echo "  models: ready ($(du -sh node_modules | cut -f1))"
