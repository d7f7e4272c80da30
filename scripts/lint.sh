#!/usr/bin/env bash
# Layout (clang-format) of all C++ files, the layer map (check_layers.py), and clang-tidy on all sources but those that
# include headers of LibTorch, which alone would take minutes a file, or of ITK, whose packages refuse every other
# compiler than the one that built them. Files that have passed are not checked again until they, a header or the rules
# change. Needs the compile commands of a configured build/ (scripts/setup.sh).
#
# The findings of version 14 of both tools count; those of another version are shown but do not fail, because each
# version lays out and finds a little differently. Usage: scripts/lint.sh [--fix-format]
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
readonly binding_version=14

say() { printf 'lint: %s\n' "$*"; }

# Whether tool $1 has the version whose findings count.
binding() { "$1" --version | grep -q "version $binding_version\."; }

for tool in clang-format clang-tidy; do
  command -v "$tool" > /dev/null || { say "error: $tool is not installed; run scripts/setup.sh" >&2; exit 1; }
done

mapfile -t files < <(find include src tests -name '*.hpp' -o -name '*.cpp' | sort)
if [ "${1:-}" = --fix-format ]; then
  clang-format -i "${files[@]}"
  exit
fi
if [ ! -f build/compile_commands.json ]; then
  say "error: no build/compile_commands.json; run scripts/setup.sh first" >&2
  exit 1
fi

status=0
say "clang-format: ${#files[@]} files"
if ! clang-format --dry-run -Werror "${files[@]}"; then
  if binding clang-format; then
    say "clang-format: the layout of the files above differs; scripts/lint.sh --fix-format fixes it"
    status=1
  else
    say "clang-format: another version than $binding_version, so this is only a hint"
  fi
fi

say "layers"
python3 scripts/check_layers.py || status=1

# Whether a source reaches headers of LibTorch or ITK, told by their name alone: no include folder but our own is
# searched.
reaches_left_out() {
  g++ -std=c++20 -nostdinc -nostdinc++ -Iinclude -Isrc -M -MG "$1" 2> /dev/null |
    grep -qE '(^|[ /])((torch|ATen|c10)/|itk[A-Z][A-Za-z]*\.h)'
}

# check_source SOURCE STAMP: leaves the stamp where nothing is found.
check_source() {
  local found
  if found="$(clang-tidy -p build/lint --quiet --extra-arg=-Wno-unknown-warning-option "$1" 2> /dev/null)"; then
    touch "$2"
  else
    printf '%s\n' "$found"
    return 1
  fi
}
export -f check_source

# The compile command of every source: build/ compiles several as one, with a precompiled header that is the compiler's
# own.
mkdir -p build/lint
plotly="$(sed -n 's/^IMIS_PLOTLY_JS:[A-Z]*=//p' build/CMakeCache.txt)"
torch="$(sed -n 's/^Torch_DIR:[A-Z]*=//p' build/CMakeCache.txt)"
if ! cmake -S . -B build/lint/configured -G Ninja -DIMIS_UNITY=OFF -DIMIS_CCACHE=OFF -DIMIS_BUILD_TESTS=OFF \
  "-DTorch_DIR=$torch" "-DIMIS_PLOTLY_JS=$plotly" > build/lint/configure.log 2>&1; then
  tail -n 15 build/lint/configure.log >&2
  say "error: CMake could not configure build/lint/configured (above)" >&2
  exit 1
fi
sed -E 's/-include [^ ]*cmake_pch\.hxx//' build/lint/configured/compile_commands.json > build/lint/compile_commands.json

# A source is checked again when it, any header, or the rules have changed.
rules="$({ clang-tidy --version; cat .clang-tidy; find include src -name '*.hpp' -print0 | sort -z | xargs -0 cat; } | sha256sum)"
pending=()
total=0
for source in $(find src -name '*.cpp' | sort); do
  reaches_left_out "$source" && continue
  total=$((total + 1))
  stamp="build/lint/$( (printf '%s' "$rules$source" && cat "$source") | sha256sum | cut -d ' ' -f 1)"
  [ -e "$stamp" ] || pending+=("$source" "$stamp")
done
say "clang-tidy: $total sources, $((${#pending[@]} / 2)) of them changed"
if [ ${#pending[@]} -gt 0 ] &&
  ! printf '%s\n' "${pending[@]}" | xargs -P "$(nproc)" -n 2 bash -c 'check_source "$@"' check; then
  if binding clang-tidy; then
    say "clang-tidy: fix the findings above"
    status=1
  else
    say "clang-tidy: another version than $binding_version, so this is only a hint"
  fi
fi
[ "$status" = 0 ] && say "passed"
exit "$status"
