#!/usr/bin/env bash
# program.sh KIT WORK: makes WORK/imis_bench, which runs the program of the kit with this machine's LibTorch. Where the
# packed program does not start, the core configuration is built here, if its libraries are installed. Says which.
set -uo pipefail
root="$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)"
readonly root
readonly kit="$1" work="$2"
readonly python="${IMIS_PYTHON:-python3}"

# Prints the folder of LibTorch's libraries, then those of the CUDA packages beside it.
library_folders() {
  local torch folder
  torch="$("$python" -c 'import os, torch; print(os.path.dirname(torch.__file__))')" || return 1
  printf '%s' "$torch/lib"
  for folder in "$torch"/../nvidia/*/lib; do
    if [ -d "$folder" ]; then printf ':%s' "$folder"; fi
  done
}

# write_program FILE LIBRARIES: WORK/imis_bench, which runs FILE. LibTorch's folder comes first, so that no other BLAS
# is found before its own.
write_program() {
  # shellcheck disable=SC2016 # what is expanded when that program runs
  local form='#!/usr/bin/env bash\nexport LD_LIBRARY_PATH=%q${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}\nexec %q "$@"\n'
  # shellcheck disable=SC2059
  printf "$form" "$2" "$1" > "$work/imis_bench"
  chmod +x "$work/imis_bench"
}

# Whether WORK/imis_bench gets as far as its own code: the loader and the kernel report failures by codes from 126 on.
starts() {
  "$work/imis_bench" --help > /dev/null
  [ $? -lt 126 ]
}

unpack_kit() {
  [ -f "$kit/kit.tar.xz" ] || { printf 'no kit.tar.xz in %s: scripts/gpu/prepare.sh makes it\n' "$kit"; return 1; }
  mkdir -p "$work/kit"
  tar -xJf "$kit/kit.tar.xz" -C "$work/kit" 2> /dev/null || "$python" -m tarfile -e "$kit/kit.tar.xz" "$work/kit"
}

# Builds the program here; for machines that have OpenCV, ICU and the other libraries of the core configuration.
build_here() {
  local cmake_folder="${folders%%:*}/../share/cmake/Torch"
  cmake -S "$root" -B "$work/build" -G Ninja -DCMAKE_BUILD_TYPE=Release -DIMIS_CORE_ONLY=ON -DIMIS_BUILD_TESTS=OFF \
    "-DTorch_DIR=$cmake_folder" && cmake --build "$work/build"
}

folders="$(library_folders)" || { printf 'python3 has no torch\n'; exit 1; }
printf 'LibTorch: %s\n' "${folders%%:*}"
if unpack_kit; then
  write_program "$work/kit/imis_bench" "$folders:$work/kit/lib"
  if starts; then
    printf 'the packed program starts\n'
    exit 0
  fi
  printf 'the packed program does not start\n'
fi
rm -f "$work/imis_bench"
printf 'building the core configuration here\n'
if build_here; then
  write_program "$(find "$work/build" -name imis_bench -type f -perm -u+x | head -n 1)" "$folders"
fi
if [ -x "$work/imis_bench" ] && starts; then
  printf 'the program built here starts\n'
  exit 0
fi
rm -f "$work/imis_bench"
printf 'no program: neither packed nor built here\n'
exit 1
