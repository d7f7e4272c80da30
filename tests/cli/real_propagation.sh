#!/bin/sh
# Measures propagation on the real CT and fails where it has become clearly worse: real_propagation.sh PYTHON SOURCE
# IMIS.
set -eu
if [ -n "${IMIS_TEST_DATA:-}" ] && [ ! -d "$IMIS_TEST_DATA" ]; then
  echo "IMIS_TEST_DATA names no folder: $IMIS_TEST_DATA"
  exit 1
fi
data="${IMIS_TEST_DATA:-$2/../shared/data}/volumes/ct"
if [ ! -d "$data" ]; then
  echo "Skipped, real data absent: $data (set IMIS_TEST_DATA to the folder that holds it)"
  exit 0
fi
exec "$1" "$2/scripts/measure_propagation.py" --imis "$3" --model "$2/models/imis-tiny" \
  --image "$data/image.nii.gz" --labels "$data/labels.nii.gz" --only 1 2 5 --least 0.7
