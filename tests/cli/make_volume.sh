#!/bin/sh
# Writes NAME.nrrd, a volume of 40 x 36 x 20 voxels of 0.5 x 0.6 x 1 mm with a bright ball of 8 mm radius around voxel
# (20, 18, 10): make_volume.sh NAME [AXES]. AXES are the directions along which i, j and k grow, three vectors in LPS as
# NRRD writes them with spaces for commas; by default those of an axial scan.
set -eu
axes="${2:-(0.5,0,0) (0,0.6,0) (0,0,1)}"
{
  printf 'NRRD0004\ntype: short\ndimension: 3\nspace: left-posterior-superior\nsizes: 40 36 20\n'
  printf 'space directions: %s\nspace origin: (5,-6,7)\nencoding: ascii\n\n' "$axes"
  awk 'BEGIN {
    for (k = 0; k < 20; ++k) for (j = 0; j < 36; ++j) for (i = 0; i < 40; ++i) {
      x = (i - 20) * 0.5; y = (j - 18) * 0.6; z = k - 10
      print (x * x + y * y + z * z < 64) ? 300 + (i + j) % 7 : 40 + (i * j) % 11
    }
  }'
} > "$1.nrrd"
