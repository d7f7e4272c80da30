#!/usr/bin/env bash
# What a cold build costs, as a multiple of compiling one file that does nothing but include torch/script.h: a ratio of
# CPU times taken in one run, so that it means the same on every machine. Needs a clone that scripts/setup.sh has made
# ready. Usage: scripts/build_cost.sh [TARGET...]   (default: imis, then everything, which scripts/test.sh builds)
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
torch="$(sed -n 's/^Torch_DIR:[A-Z]*=//p' build/CMakeCache.txt 2> /dev/null)"
[ -n "$torch" ] || { echo "build_cost: no configured build/; run scripts/setup.sh first" >&2; exit 1; }
includes="$(cd "$torch/../../../include" && pwd)"

# cpu COMMAND...: the CPU seconds, user and system, that a command and its children take.
cpu() {
  local TIMEFORMAT='%U %S'
  { time "$@" > "$folder/log" 2>&1; } 2> "$folder/time" || { tail -n 20 "$folder/log" >&2; exit 1; }
  awk '{print $1 + $2}' "$folder/time"
}

printf '#include <torch/script.h>\n' > "$folder/script.cpp"
compile_script() {
  c++ -std=c++20 -O3 -DNDEBUG -idirafter "$includes" -idirafter "$includes/torch/csrc/api/include" -c "$folder/script.cpp" \
    -o "$folder/script.o"
}
compile_script  # brings the headers into memory
unit="$(cpu compile_script)"
printf 'one file with torch/script.h: %.1f CPU-seconds\n' "$unit"

build() {
  cmake --build "$folder/build" --parallel "$(nproc)" --target "$1"
}
targets=("$@")
[ $# -gt 0 ] || targets=(imis all)
total=0
cmake -S . -B "$folder/build" -G Ninja -DCMAKE_BUILD_TYPE=Release -DIMIS_CCACHE=OFF "-DTorch_DIR=$torch" > "$folder/log" 2>&1 ||
  { tail -n 20 "$folder/log" >&2; exit 1; }
for target in "${targets[@]}"; do
  total="$(awk -v a="$total" -v b="$(cpu build "$target")" 'BEGIN {print a + b}')"
  printf 'cold build up to the target %s: %.1f CPU-seconds, %.1f times that\n' "$target" "$total" \
    "$(awk -v a="$total" -v b="$unit" 'BEGIN {print a / b}')"
done
