#!/usr/bin/env bash
# Set-up, build, and the main job with the model and the data set in this repository: eight rounds of clicks on every
# target of the generated test images, ending in the tables and in pictures of the masks. What it writes is in out/demo.
# Arguments are passed on to `imis evaluate`, for example `scripts/demo.sh --prompt box --rounds 5 --save-masks`.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

scripts/setup.sh --target imis

options=(--prompt point --rounds 8 --save-masks)
if [ $# -gt 0 ]; then options=("$@"); fi
command=(build/imis evaluate -m models/imis-tiny -d data/phantoms -o out/demo --overwrite "${options[@]}")
printf 'demo: %s\n' "${command[*]}"
"${command[@]}"
printf 'demo: rows, tables and summary are in out/demo\n'

if [ -d out/demo/masks ]; then
  pictures="$(build/imis draw out/demo)"
  printf 'demo: %s\n' "$pictures"
else
  printf 'demo: no pictures, because the masks were not kept; add --save-masks\n'
fi
