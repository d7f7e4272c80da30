#!/usr/bin/env bash
# Set-up, build, lint and all tests. Arguments are passed on to ctest, for example `scripts/test.sh -R tokenizer`.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

scripts/setup.sh || exit 1

failed=()
scripts/lint.sh || failed+=("lint")

printf 'test: running the tests\n'
ctest --test-dir build --parallel "$(nproc)" --output-on-failure --no-tests=error "$@" || failed+=("tests")

if [ ${#failed[@]} -gt 0 ]; then
  printf 'test: FAILED: %s\n' "${failed[*]}"
  exit 1
fi
printf 'test: all passed\n'
