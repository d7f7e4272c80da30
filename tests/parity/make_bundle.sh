#!/usr/bin/env bash
# Makes the bundle of the pseudo-random IMIS-Net checkpoint that the recorded outputs belong to: make_bundle.sh OUTPUT.
# Needs PYTHON (with torch) and the tools that come with the real data; an up-to-date bundle is kept.
set -euo pipefail
source_folder=$(cd "$(dirname "$0")/../.." && pwd)
data=${IMIS_TEST_DATA:-$source_folder/../shared/data}
tool=$data/../tools/random_checkpoint.py
output=$1

if [ ! -f "$tool" ] || [ ! -d "$data/parity" ]; then
    echo "Skipped, real data absent: $data/parity and its tools (set IMIS_TEST_DATA to the folder that contains them)"
    exit 0
fi
stamp=$(cat "$tool" "$source_folder"/scripts/export_model.py "$source_folder"/scripts/imis_export/*.py \
    "$source_folder"/scripts/imis_export/imisnet/*.py | sha256sum)
if [ -f "$output/model.json" ] && [ "$(cat "$output.stamp" 2>/dev/null)" = "$stamp" ]; then
    echo "$output is up to date"
    exit 0
fi
mkdir -p "$(dirname "$output")"
checkpoint=$output.pth
"$PYTHON" "$tool" --system imisnet --output "$checkpoint" --salt a
"$PYTHON" "$source_folder/scripts/export_model.py" imisnet --checkpoint "$checkpoint" --output "$output" --force \
    --categories "$data/imisnet/categories_weight.pkl" --name imisnet-random
rm "$checkpoint"
echo "$stamp" > "$output.stamp"
