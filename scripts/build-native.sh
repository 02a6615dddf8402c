#!/usr/bin/env bash
# Builds src/native into artifacts/native/libidv_native.so; does nothing when that is newer than every source.
set -euo pipefail
cd "$(dirname "$0")/.."
out=artifacts/native
mkdir -p "$out"
# MSBuild may build two projects that both need the library at once.
exec 9>"$out/.lock"
flock 9
library=$out/libidv_native.so
if [[ -f $library && -z $(find src/native scripts/build-native.sh -newer "$library" -print -quit) ]]; then exit 0; fi
echo "  native: building libidv_native.so from src/native (CMake, about 10 s, once)"
log=$out/build.log
if ! { cmake -S src/native -B "$out/build" -G Ninja -DCMAKE_BUILD_TYPE=Release && cmake --build "$out/build"; } >"$log" 2>&1 9>&-; then
    cat "$log" >&2
    echo "  native: the build failed. It needs: cmake ninja-build g++ libopencv-core-dev libopencv-imgproc-dev libturbojpeg0-dev libpng-dev libtiff-dev libwebp-dev libzxing-dev" >&2
    exit 1
fi
# Replaced by a rename, so that a process that has the old library mapped keeps it whole.
cp "$out/build/libidv_native.so" "$library.new"
mv "$library.new" "$library"
echo "  native: ready ($(du -h "$library" | cut -f1), $library)"
