#!/usr/bin/env bash
# Runs BenchmarkDotNet. Arguments go to it: scripts/bench.sh --filter '*Verification*' (everything without arguments).
set -euo pipefail
source "$(dirname "$0")/setup.sh"
install_runtime_packages
install_build_packages
build benchmarks/Idv.Benchmarks/Idv.Benchmarks.csproj
[[ $# -gt 0 ]] || set -- --filter '*'
cd "$repository/artifacts"
exec dotnet run --project "$repository/benchmarks/Idv.Benchmarks" -c Release --no-build -- "$@"
