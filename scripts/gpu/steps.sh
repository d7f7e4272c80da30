# Numbered steps with a time limit each, for check.sh, which sets out (folder of the results) and budget (seconds).
# shellcheck shell=bash disable=SC2154

number=0
failures=0
readonly least_seconds=5

begin_summary() {
  {
    printf '# Checks of imis on a device\n\n%s\n\n' "$1"
    printf '| step | state | seconds | last message |\n|---|---|---:|---|\n'
  } > "$out/summary.md"
}

# record NAME STATE SECONDS [MESSAGE]: a row of the summary, written at once so that a run cut short has one too.
record() {
  local message="${4:-}"
  message="${message//|/ }"
  printf '| %s | %s | %s | %s |\n' "$1" "$2" "$3" "${message:0:160}" >> "$out/summary.md"
  printf '%s: %s (%s s)\n' "$1" "$2" "$3"
}

# skip NAME REASON
skip() {
  number=$((number + 1))
  record "$(printf '%02d-%s' "$number" "$1")" skipped 0 "$2"
}

# step NAME ENDING LIMIT COMMAND...: runs the command for at most LIMIT seconds, less where the budget ends sooner.
# What it prints becomes NN-NAME.ENDING, its messages NN-NAME.log. Returns the command's code; nothing ends the run.
step() {
  local name ending="$2" limit="$3" left code begin seconds state message=""
  number=$((number + 1))
  name="$(printf '%02d-%s' "$number" "$1")"
  shift 3
  left=$((budget - SECONDS))
  if [ "$left" -lt "$least_seconds" ]; then
    record "$name" skipped 0 "no time left"
    return 1
  fi
  if [ "$limit" -gt "$left" ]; then limit="$left"; fi
  begin="${EPOCHREALTIME/[.,]/}"
  timeout -k 5 "$limit" "$@" > "$out/$name.$ending" 2> "$out/$name.log" < /dev/null
  code=$?
  seconds=$((${EPOCHREALTIME/[.,]/} - begin))
  case "$code" in
    0) state="done" ;;
    124 | 137) state="stopped after $limit s" ;;
    *) state="failed with code $code" ;;
  esac
  if [ "$code" != 0 ]; then
    failures=$((failures + 1))
    message="$(tail -n 1 "$out/$name.log")"
  elif [ "$ending" = txt ]; then
    message="$(tail -n 1 "$out/$name.txt")"
    message="${message##*/}"
  fi
  record "$name" "$state" "$((seconds / 1000000)).$((seconds / 100000 % 10))" "$message"
  find "$out" -maxdepth 1 -name "$name.*" -empty -delete
  return "$code"
}
