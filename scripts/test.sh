#!/usr/bin/env bash
# Installs what is missing, builds, and runs every test. `--long` adds soak, mutation and million-case fuzz runs.
set -uo pipefail
source "$(dirname "$0")/setup.sh"
for argument in "$@"; do
  case $argument in
    --long) export IDV_LONG_TESTS=1 ;;
    *) fail "unknown argument '$argument'; usage: scripts/test.sh [--long]" ;;
  esac
done

set -e
install_runtime_packages
install_build_packages
install_test_packages
build
set +e

say 'Layout: dotnet format --verify-no-changes'
status=0
(cd "$repository" && dotnet format IdvEngine.sln whitespace --no-restore --verify-no-changes --verbosity quiet --exclude ./models/ ./src/Microsoft.ML.OnnxRuntime/) || status=1

passed=0 failed=0 skipped=0
results="$repository/artifacts/test-results"
rm -rf "$results" && mkdir -p "$results"
for project in "$repository"/tests/*/*.Tests.csproj; do
  name=$(basename "$project" .csproj)
  program="$repository/tests/$name/bin/Release/net10.0/$name"
  say "Test $name"
  "$program" --no-progress --output Normal > "$results/$name.log" 2>&1
  code=$?
  grep -vE '^(Ok, passed|passed )' "$results/$name.log" | tail -n 60
  count() { sed -nE "s/^ +$1: ([0-9]+)$/\1/p" "$results/$name.log" | tail -n 1; }
  passed=$((passed + $(count succeeded || echo 0)))
  failed=$((failed + $(count failed || echo 0)))
  skipped=$((skipped + $(count skipped || echo 0)))
  # 8 is the platform's code for "no test ran", which only a project whose tests are all conditional may answer.
  if [[ $code -ne 0 ]]; then status=1; [[ $(count failed || echo 0) -gt 0 ]] || { echo "$name ended with exit code $code"; failed=$((failed + 1)); }; fi
done

echo
echo "$passed passed, $failed failed, $skipped skipped"
[[ $failed -eq 0 && $passed -gt 0 ]] || status=1
exit $status
