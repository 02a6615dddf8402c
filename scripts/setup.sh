#!/usr/bin/env bash
# Sourced by run.sh and test.sh: brings a bare Debian 12 machine to where the project builds. Each step is skipped when done.

repository=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_CLI_USE_MSBUILD_SERVER=0

say() { printf '\033[1m==>\033[0m %s\n' "$*"; }

fail() { printf 'error: %s\n' "$*" >&2; exit 1; }

# install_packages REASON PACKAGE…: installs the Debian packages that are missing, and says which and why.
install_packages() {
  local reason=$1 missing=() package
  shift
  for package in "$@"; do
    dpkg-query -W -f '${db:Status-Abbrev}' "$package" 2>/dev/null | grep -q '^ii' || missing+=("$package")
  done
  [[ ${#missing[@]} -gt 0 ]] || return 0
  say "Debian packages $reason: ${missing[*]}"
  local sudo=()
  if [[ $EUID -ne 0 ]]; then
    command -v sudo >/dev/null || fail "these packages are missing and neither root nor sudo is at hand: ${missing[*]}"
    sudo=(sudo)
  fi
  if [[ -z ${apt_updated:-} ]]; then
    "${sudo[@]}" apt-get update -qq || fail "apt-get update failed; are Debian's package sources reachable?"
    apt_updated=1
  fi
  "${sudo[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null \
    || fail "apt-get could not install: ${missing[*]}"
}

install_runtime_packages() {
  install_packages 'that the program uses at run time (image codecs, OpenCV core, barcodes, OCR, PDF, fonts, database, video)' \
    libturbojpeg0 libpng16-16 libtiff6 libwebp7 libzxing2 libopencv-core406 libopencv-imgproc406 libtesseract5 tesseract-ocr-eng \
    poppler-utils libpangocairo-1.0-0 fonts-dejavu-core fonts-ocr-b libsqlite3-0 ffmpeg
}

install_build_packages() {
  install_packages 'to build the native shim' \
    cmake ninja-build g++ pkg-config libopencv-core-dev libopencv-imgproc-dev libturbojpeg0-dev libpng-dev libtiff-dev libwebp-dev libzxing-dev
  command -v dotnet >/dev/null || fail "the .NET 10 SDK is missing: install it from your distribution's or Microsoft's packages (dotnet-sdk-10.0), then run this again"
  [[ $(dotnet --version) == 10.* ]] || fail "the .NET SDK is $(dotnet --version), but the project needs 10.0"
  command -v npm >/dev/null || install_packages 'to restore the models' npm
}

install_test_packages() {
  install_packages 'that tests run against (a real browser, a real database, fonts that a forger might use)' chromium postgresql-15 fonts-liberation
}

# build [TARGET]: restores by lock file and builds in Release.
build() {
  bash "$repository/scripts/restore-models.sh"
  bash "$repository/scripts/build-native.sh"
  say 'NuGet packages: restore by lock files'
  dotnet restore "$repository/IdvEngine.sln" --locked-mode --verbosity quiet || fail 'the NuGet restore failed'
  say "Build ${1:-IdvEngine.sln} (Release)"
  dotnet build "$repository/${1:-IdvEngine.sln}" -c Release --no-restore --verbosity quiet -clp:NoSummary || fail 'the build failed'
}
