#!/usr/bin/env bash
# Installs what is missing, builds, and serves. Arguments replace the default `--demo` of `idv serve`.
set -euo pipefail
source "$(dirname "$0")/setup.sh"
bash "$repository/scripts/idv" --prepare
[[ $# -gt 0 ]] || set -- --demo
exec "$repository/scripts/idv" serve "$@"
