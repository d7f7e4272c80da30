#!/usr/bin/env bash
# Prepares a clone on Debian 12 or Ubuntu 24.04: system packages, Python environment, build. Only what is missing is
# done, so running it again takes seconds and needs no network. See --help.
set -euo pipefail
root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
readonly root
readonly log="$root/build/setup.log"
source "$root/scripts/setup_lib.sh"

usage() {
  cat <<'END'
Usage: scripts/setup.sh [--target NAME]... [--no-build]

  --target NAME  build only this target (default: everything)
  --no-build     stop before configuring and building

Environment:
  Torch_DIR            share/cmake/Torch of a LibTorch 2.11 or newer to build with, instead of the one in .venv
  IMIS_SKIP_PACKAGES   1: leave system packages alone (install those of scripts/packages.txt yourself)
  IMIS_PYTHON          the Python (3.10 to 3.13) to create .venv with
  IMIS_JOBS            how many compilers run at once (default: as cores and memory allow)
END
}

targets=()
build=1
while [ $# -gt 0 ]; do
  case "$1" in
    --target)
      [ $# -ge 2 ] || die "--target needs a name; see scripts/setup.sh --help"
      targets+=("$2")
      shift 2
      ;;
    --no-build)
      build=0
      shift
      ;;
    -h | --help)
      usage
      exit 0
      ;;
    *) die "unknown option '$1'; see scripts/setup.sh --help" 2 ;;
  esac
done

discard_foreign_build
mkdir -p "$root/build"
: > "$log"
install_packages
prepare_python
if [ "$build" = 1 ]; then
  configure
  compile ${targets[@]+"${targets[@]}"}
fi
