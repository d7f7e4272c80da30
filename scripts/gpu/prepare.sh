#!/usr/bin/env bash
# Builds the core configuration of imis against the LibTorch of a GPU machine and packs it, with the libraries that
# such a machine lacks, into FOLDER/kit. Run on an ordinary machine; check.sh uses the kit. See --help.
set -euo pipefail
root="$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)"
readonly root
readonly program=imis_bench
readonly torch_version="${IMIS_TORCH:-2.11.0}"
readonly limit_mib=40

say() { printf 'prepare: %s\n' "$*"; }

die() {
  printf 'prepare: error: %s\n' "$*" >&2
  exit 1
}

usage() {
  cat <<'END'
Usage: scripts/gpu/prepare.sh [FOLDER]

Makes FOLDER/kit (default: build-gpu/kit), all that has to be carried to the GPU machine beside the repository. LibTorch
itself is not in it: check.sh takes that machine's. FOLDER/torch keeps the download, FOLDER/build the build.

Environment:
  IMIS_TORCH   version of PyPI's torch to build with, that of the GPU machine (default: 2.11.0)
  Torch_DIR    share/cmake/Torch of a LibTorch to build with instead; nothing is downloaded then
  IMIS_JOBS    how many compilers run at once (default: one a core)
END
}

# Prints the Python whose pip is used: that of the clone's environment if there is one.
python_with_pip() {
  if [ -x "$root/.venv/bin/python" ]; then printf '%s\n' "$root/.venv/bin/python"; else printf 'python3\n'; fi
}

# fetch_torch FOLDER: PyPI's torch without what it depends on: the build needs its headers and its own libraries alone.
fetch_torch() {
  local installed="$1/torch/version.py"
  if grep -qs "'${torch_version}[+']" "$installed"; then
    say "torch $torch_version: already there"
  else
    say "torch $torch_version: downloading (more than 500 MB)"
    rm -rf "$1"
    "$(python_with_pip)" -m pip install --quiet --no-deps --no-compile --target "$1" "torch==$torch_version"
  fi
  [ -f "$1/torch/lib/libtorch_cuda.so" ] ||
    die "the torch in $1 has no CUDA: let pip see PyPI alone (PIP_EXTRA_INDEX_URL), and remove that folder"
}

# build BUILD TORCH_DIR: compiles the program.
build() {
  cmake -S "$root" -B "$1" -G Ninja -DCMAKE_BUILD_TYPE=Release -DIMIS_CORE_ONLY=ON -DIMIS_BUILD_TESTS=OFF \
    "-DTorch_DIR=$2" > "$1.log" ||
    { tail -n 15 "$1.log" >&2; die "CMake could not configure $1 (above)"; }
  cmake --build "$1" --parallel "${IMIS_JOBS:-$(nproc)}"
}

# libraries PROGRAM TORCH_LIB: prints the paths of the shared libraries to pack: not those of LibTorch, CUDA and glibc.
libraries() {
  local name path
  LD_LIBRARY_PATH="$2" ldd "$1" | awk '$2 == "=>" {print $1, ($3 == "not" ? "-" : $3)}' |
    while read -r name path; do
      case "$name" in
        libc.so.* | libm.so.* | libdl.so.* | libpthread.so.* | librt.so.* | libutil.so.* | ld-linux*) continue ;;
        libcu[bdfps]* | libcurand* | libnv* | libnccl.so.*) continue ;; # CUDA's; not libcurl
      esac
      [ -e "$2/$name" ] && continue
      [ "$path" != - ] || die "$name, which $program needs, was not found"
      printf '%s\n' "$path"
    done
}

# pack PROGRAM TORCH_LIB KIT: kit.tar.xz with the program and its libraries, under the names they are asked for by.
pack() {
  local staged path paths size
  paths="$(libraries "$1" "$2")"
  staged="$(mktemp -d)"
  trap 'rm -rf "$staged"' RETURN
  mkdir "$staged/lib"
  cp "$1" "$staged/$program"
  for path in $paths; do cp -L "$path" "$staged/lib/$(basename "$path")"; done
  strip --strip-unneeded "$staged/$program" "$staged"/lib/* 2> /dev/null || say "some files could not be stripped"
  rm -rf "$3"
  mkdir -p "$3"
  tar -C "$staged" -cJf "$3/kit.tar.xz" .
  size="$(stat -c %s "$3/kit.tar.xz")"
  say "$3: $(printf '%s\n' "$paths" | wc -l) libraries, $(du -sm "$staged" | cut -f 1) MiB unpacked," \
    "$((size / 1048576)).$((size % 1048576 * 10 / 1048576)) MiB packed"
  if [ "$size" -gt $((limit_mib * 1048576)) ]; then die "the kit is larger than $limit_mib MiB"; fi
}

case "${1:-}" in
  -h | --help)
    usage
    exit 0
    ;;
  -*) die "unknown option '$1'; see scripts/gpu/prepare.sh --help" ;;
esac
folder="${1:-$root/build-gpu}"
mkdir -p "$folder"
folder="$(cd "$folder" && pwd)"
torch_dir="${Torch_DIR:-}"
if [ -z "$torch_dir" ]; then
  fetch_torch "$folder/torch"
  torch_dir="$folder/torch/torch/share/cmake/Torch"
fi
build "$folder/build" "$torch_dir"
built="$(find "$folder/build" -name "$program" -type f -perm -u+x | head -n 1)"
[ -n "$built" ] || die "the build left no $program in $folder/build"
pack "$built" "$(cd "$torch_dir/../../../lib" && pwd)" "$folder/kit"
