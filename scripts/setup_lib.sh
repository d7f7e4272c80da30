# The steps of scripts/setup.sh, which sources this file. Uses $root (the clone) and $log (output of the tools called).
# shellcheck shell=bash

say() { printf 'setup: %s\n' "$*"; }

# die MESSAGE [EXIT_CODE]: prints one line on stderr and exits.
die() {
  printf 'setup: error: %s\n' "$1" >&2
  exit "${2:-1}"
}

# Runs a command with its output in the log; on failure shows the end of that output and returns the exit code.
logged() {
  local code=0
  printf '\n$ %s\n' "$*" >> "$log"
  "$@" >> "$log" 2>&1 || code=$?
  if [ "$code" != 0 ]; then tail -n 15 "$log" >&2; fi
  return "$code"
}

# CMake cannot use a build folder that was made elsewhere (the clone was moved or copied).
discard_foreign_build() {
  local cache="$root/build/CMakeCache.txt"
  [ -f "$cache" ] || return 0
  if ! grep -qxF "CMAKE_HOME_DIRECTORY:INTERNAL=$root" "$cache"; then
    say "build/ belongs to a clone in another place: starting it afresh"
    rm -rf "$root/build"
  fi
}

# ---- system packages

# Prints the packages of scripts/packages.txt that are not installed.
missing_packages() {
  local package
  while read -r package; do
    case "$package" in '' | '#'*) continue ;; esac
    dpkg-query -W -f '${db:Status-Status}' "$package" 2> /dev/null | grep -qx installed || printf '%s\n' "$package"
  done < "$root/scripts/packages.txt"
}

check_distribution() {
  local id=unknown version=0
  if [ -r /etc/os-release ]; then
    id="$(. /etc/os-release && printf '%s' "${ID:-unknown}")"
    version="$(. /etc/os-release && printf '%s' "${VERSION_ID:-0}")"
  fi
  case "$id" in
    debian) [ "${version%%.*}" -ge 12 ] && return 0 ;;
    ubuntu) [ "${version%%.*}" -ge 24 ] && return 0 ;;
  esac
  die "$id $version is not supported (Debian 12 and Ubuntu 24.04 are); on another system, install the equivalents of \
scripts/packages.txt yourself and set IMIS_SKIP_PACKAGES=1"
}

# Runs a command as root, through sudo where needed.
as_root() {
  if [ "$(id -u)" = 0 ]; then
    "$@"
  else
    sudo "$@"
  fi
}

install_packages() {
  if [ "${IMIS_SKIP_PACKAGES:-0}" = 1 ]; then
    say "system packages: skipped (IMIS_SKIP_PACKAGES=1)"
    return 0
  fi
  check_distribution
  local missing
  mapfile -t missing < <(missing_packages)
  if [ "${#missing[@]}" = 0 ]; then
    say "system packages: all installed"
    return 0
  fi
  if [ "$(id -u)" != 0 ]; then
    command -v sudo > /dev/null ||
      die "these packages are missing and there is no sudo; install them as root: ${missing[*]}"
    # Ask for the password here, where the prompt is visible; without a terminal, sudo must work without one.
    if [ -t 0 ]; then sudo -v; else sudo -n true 2> /dev/null; fi ||
      die "these packages are missing and sudo was refused; install them as root: ${missing[*]}"
  fi
  say "system packages: installing ${missing[*]} (takes some minutes; output in build/setup.log)"
  logged as_root apt-get -q update ||
    die "apt-get update failed (above); is the network reachable, and are the package sources right?"
  logged as_root env DEBIAN_FRONTEND=noninteractive apt-get -q -y --no-install-recommends install "${missing[@]}" ||
    die "apt-get could not install the system packages (above); is the network reachable?"
}

# ---- Python environment

# Whether $1 runs, is between 3.10 and 3.13 (TorchScript is not supported by later ones) and can make environments.
usable_python() {
  "$1" -c 'import ensurepip, sys, venv; sys.exit(not (3, 10) <= sys.version_info[:2] <= (3, 13))' 2> /dev/null
}

# Prints the Python to create the environment with.
find_python() {
  local candidate
  if [ -n "${IMIS_PYTHON:-}" ]; then
    usable_python "$IMIS_PYTHON" || return 1
    printf '%s\n' "$IMIS_PYTHON"
    return 0
  fi
  for candidate in python3 /usr/bin/python3 python3.13 python3.12 python3.11 python3.10; do
    if usable_python "$candidate"; then
      printf '%s\n' "$candidate"
      return 0
    fi
  done
  return 1
}

# A hash of what the environment is made from: when this changes, it is updated.
requirements_hash() {
  cat "$root/scripts/requirements.txt" "$root/scripts/requirements-no-deps.txt" | sha256sum | cut -d ' ' -f 1
}

prepare_python() {
  local venv="$root/.venv" python stamp
  stamp="$(requirements_hash)"
  if usable_python "$venv/bin/python" && [ "$(cat "$venv/requirements.sha256" 2> /dev/null)" = "$stamp" ]; then
    say "Python environment: up to date"
    return 0
  fi
  # An environment without a working Python or without pip was left unfinished, or its Python is gone.
  if ! usable_python "$venv/bin/python" || ! "$venv/bin/python" -m pip --version > /dev/null 2>&1; then
    python="$(find_python)" ||
      die "no usable Python (found $(python3 --version 2>&1)): set IMIS_PYTHON to a 3.10 to 3.13 with the venv module"
    say "Python environment: creating .venv with $("$python" --version)"
    rm -rf "$venv"
    logged "$python" -m venv "$venv" || die "the virtual environment .venv could not be created (above)"
  fi
  say "Python environment: installing scripts/requirements.txt (torch is large; output in build/setup.log)"
  logged "$venv/bin/python" -m pip install --no-input -r "$root/scripts/requirements.txt" &&
    logged "$venv/bin/python" -m pip install --no-input --no-deps -r "$root/scripts/requirements-no-deps.txt" ||
    die "pip could not install scripts/requirements.txt (above); is the network reachable, and the disk large enough?"
  printf '%s\n' "$stamp" > "$venv/requirements.sha256"
}

# ---- build

# Prints how many compilers may run at once: one per core, with 2 GiB of memory each, which a file with LibTorch takes.
build_jobs() {
  local cores memory_kib by_memory limit
  if [ -n "${IMIS_JOBS:-}" ]; then
    printf '%s\n' "$IMIS_JOBS"
    return 0
  fi
  cores="$(nproc)"
  memory_kib="$(awk '/^MemAvailable:/ {print $2}' /proc/meminfo)"
  limit="$(cat /sys/fs/cgroup/memory.max 2> /dev/null || printf 'max')"
  if [ "$limit" != max ] && [ $((limit / 1024)) -lt "$memory_kib" ]; then memory_kib=$((limit / 1024)); fi
  by_memory=$((memory_kib / (2 * 1024 * 1024)))
  if [ "$by_memory" -lt 1 ]; then by_memory=1; fi
  printf '%s\n' "$((cores < by_memory ? cores : by_memory))"
}

configure() {
  local torch="${Torch_DIR:-}" found
  if [ -z "$torch" ]; then
    found=("$root"/.venv/lib/python3*/site-packages/torch/share/cmake/Torch)
    torch="${found[0]}"
    [ -d "$torch" ] || die "no LibTorch in .venv ($torch); remove .venv and run scripts/setup.sh again"
  else
    [ -d "$torch" ] || die "Torch_DIR is not a folder: $torch (give share/cmake/Torch of a LibTorch)"
  fi
  say "configuring build/ with LibTorch in $torch"
  (cd "$root" && logged cmake --preset default "-DTorch_DIR=$torch") || die "CMake could not configure build/ (above)"
}

# compile [TARGET...]: shows the compiler's progress, since a first build takes minutes.
compile() {
  local jobs target arguments=()
  jobs="$(build_jobs)"
  for target in "$@"; do arguments+=(--target "$target"); done
  say "building with $jobs job(s)"
  cmake --build "$root/build" --parallel "$jobs" ${arguments[@]+"${arguments[@]}"} ||
    die "the build failed (above)"
}
