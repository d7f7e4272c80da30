#!/usr/bin/env bash
# Shows which parts of imis work on a machine with one GPU and how fast they are, within a few minutes and without
# network. Needs what prepare.sh packed, and a python3 with torch and numpy. See --help.
set -uo pipefail
here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
root="$(cd "$here/../.." && pwd)"
readonly here root
source "$here/steps.sh"

usage() {
  cat <<'END'
Usage: scripts/gpu/check.sh [--device cuda|cpu] [--out FOLDER] [--kit FOLDER] [--budget SECONDS] [--only LIST] [--quick]

  --device NAME     where the network computes (default: cuda)
  --out FOLDER      where results go, a numbered file a step and summary.md (default: build-gpu/results)
  --kit FOLDER      what prepare.sh packed (default: build-gpu/kit)
  --budget SECONDS  time for everything (default: 480); steps that find none left are skipped
  --only LIST       what to check, in this order, joined by commas: parity, whole, threads, speed, profile, memory
                    (default: all)
  --quick           small networks and little work: tries the scripts, measures nothing

Every step is run whatever became of those before it. Exit code 1 if any failed. scripts/gpu/report.py makes a page of
the results.
END
}

die() {
  printf 'check: error: %s; see scripts/gpu/check.sh --help\n' "$1" >&2
  exit 2
}

device=cuda
out="$root/build-gpu/results"
kit="$root/build-gpu/kit"
budget=480
only=parity,whole,threads,speed,profile,memory
quick=0
while [ $# -gt 0 ]; do
  case "$1" in
    --device | --out | --kit | --budget | --only)
      [ $# -ge 2 ] || die "$1 needs a value"
      declare "${1#--}=$2"
      shift
      ;;
    --quick) quick=1 ;;
    -h | --help)
      usage
      exit 0
      ;;
    *) die "unknown option '$1'" ;;
  esac
  shift
done
case "$device" in cuda | cpu) ;; *) die "unknown device '$device'" ;; esac
[[ "$budget" =~ ^[0-9]+$ ]] || die "--budget $budget is not a number of seconds"

IFS=, read -ra checks <<< "$only"
for check in "${checks[@]}"; do
  case "$check" in parity | whole | threads | speed | profile | memory) ;; *) die "unknown check '$check'" ;; esac
done

readonly python="${IMIS_PYTHON:-python3}"
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
mkdir -p "$out"
rm -f "$out"/[0-9][0-9]-*
readonly small="$root/models/imis-tiny"
if [ "$quick" = 1 ]; then variant=tiny; else variant=vit_b; fi
readonly large="$work/imisnet-$variant" sam2="$work/sam2.1-tiny"
if [ "$device" = cuda ]; then precisions=(fp32 bf16 fp16 tf32); else precisions=(fp32 bf16); fi

# bench NAME LIMIT MODEL OPTION...: a step that runs imis_bench, with the GPU's busy time if `sampled` is 1.
sampled=0
bench() {
  local name="$1" limit="$2" model="$3" command=("$work/imis_bench")
  shift 3
  if [ ! -x "$work/imis_bench" ]; then
    skip "$name" "no program"
  elif [ ! -f "$model/model.json" ]; then
    skip "$name" "no bundle"
  else
    if [ "$sampled" = 1 ] && [ "$device" = cuda ]; then command=("$python" "$here/sample_busy.py" "${command[@]}"); fi
    step "$name" json "$limit" "${command[@]}" -m "$model" --device "$device" --json "$@"
  fi
}

# parity MODEL LIMIT OPTION...: against the CPU in fp32, in every precision.
parity() {
  local model="$1" limit="$2" precision
  shift 2
  for precision in "${precisions[@]}"; do
    bench "parity-$(basename "$model")-$precision" "$limit" "$model" --parity --precision "$precision" "$@"
  done
}

check_parity() {
  if [ "$quick" = 1 ]; then
    parity "$small" 30 --images 1 --targets 2 --rounds 1 --image-size 128
  else
    parity "$small" 30 --images 4 --targets 8 --rounds 1
    parity "$large" 60 --images 1 --targets 4 --rounds 1
    parity "$sam2" 40 --images 1 --targets 4 --rounds 1
  fi
}

# The same work by imis and by plain PyTorch.
check_whole() {
  local amount=(--images 8 --targets 8 --rounds 8) file
  if [ "$quick" = 1 ]; then amount=(--images 1 --targets 2 --rounds 2 --image-size 128); fi
  bench whole-imis 60 "$large" --precision fp32 "${amount[@]}"
  file="$(find "$out" -name '[0-9]*-whole-imis.json')"
  if [ -n "$file" ]; then
    step whole-eager json 60 "$python" "$here/eager.py" "$variant" --device "$device" --like "$file"
  else
    skip whole-eager "nothing to compare with"
  fi
}

# How many images are computed per second by several threads, each of which has some work of its own on the CPU.
check_threads() {
  local precision threads counts=(1 2 4) amount=(--images 16 --targets 8 --rounds 8)
  if [ "$quick" = 1 ]; then counts=(1 2) amount=(--images 2 --targets 2 --rounds 1 --image-size 128); fi
  sampled=1
  for threads in "${counts[@]}"; do
    for precision in fp32 bf16; do
      bench "threads-$(basename "$large")-$precision-t$threads" 40 "$large" --precision "$precision" \
        --threads "$threads" "${amount[@]}"
    done
    bench "threads-$(basename "$small")-fp32-t$threads" 20 "$small" --precision fp32 --threads "$threads" "${amount[@]}"
  done
  sampled=0
}

# speed MODEL LIMIT: with check_speed's precision, batch and amount of work.
speed() {
  bench "speed-$(basename "$1")-$precision-b$batch" "$2" "$1" --precision "$precision" --batch "$batch" "${amount[@]}"
}

check_speed() {
  local batch precision batches=(1 4 16) amount=(--images 4 --targets 16 --rounds 3)
  if [ "$quick" = 1 ]; then batches=(1 4) amount=(--images 1 --targets 4 --rounds 1 --image-size 128); fi
  sampled=1
  for batch in "${batches[@]}"; do
    for precision in "${precisions[@]}"; do speed "$large" 40; done
    for precision in fp32 bf16; do speed "$small" 20; done
  done
  sampled=0
}

check_profile() {
  local precision profiled=(fp32 bf16) amount=(--targets 8 --repeats 5)
  if [ "$quick" = 1 ]; then profiled=(fp32) amount=(--targets 1 --repeats 1); fi
  for precision in "${profiled[@]}"; do
    if [ -f "$large/model.json" ]; then
      step "profile-imisnet-$variant-$precision" md 60 "$python" "$here/profile_modules.py" "$large" \
        --device "$device" --precision "$precision" "${amount[@]}"
    else
      skip "profile-imisnet-$variant-$precision" "no bundle"
    fi
  done
}

check_memory() {
  if [ "$device" = cpu ]; then
    skip memory "only a GPU's memory is filled on purpose"
  elif [ ! -x "$work/imis_bench" ] || [ ! -f "$sam2/model.json" ]; then
    skip memory "no program or no bundle"
  else
    step memory json 110 "$python" "$here/out_of_memory.py" --program "$work/imis_bench" --model "$sam2" --batch 32
  fi
}

begin_summary "Device $device, at most $budget s$( [ "$quick" = 0 ] || printf '; quick, so times mean nothing')."
step machine json 60 "$python" "$here/machine.py"
step program txt 150 "$here/program.sh" "$kit" "$work"
step "bundle-imisnet-$variant" txt 90 "$python" "$here/random_bundle.py" imisnet "$variant" "$large"
if [ "$quick" = 0 ]; then step bundle-sam2.1-tiny txt 60 "$python" "$here/random_bundle.py" sam2 tiny "$sam2"; fi
for check in "${checks[@]}"; do "check_$check"; done
printf '%d steps, %d failed; results in %s\n' "$number" "$failures" "$out"
[ "$failures" = 0 ]
