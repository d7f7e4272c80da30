#!/usr/bin/env bash
# Runs set-up, build, lint and all tests; CTest's summary comes last. Arguments are passed on to ctest, for example
# `scripts/test.sh -R tokenizer`.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

scripts/setup.sh || exit 1

lint=0
scripts/lint.sh || lint=1
[ "$lint" = 0 ] || printf 'test: FAILED: lint (above); the tests follow, but this run fails\n' >&2

printf 'test: running the tests\n'
ctest --test-dir build --parallel "$(nproc)" --output-on-failure --no-tests=error "$@" || exit 1
exit "$lint"
