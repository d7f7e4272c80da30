#!/bin/sh
# program_alone.sh IMIS COMPILER: help and wrong command lines are answered by the program alone, without LibTorch and
# codecs, whose loading takes longer; where its library is missing, damaged or of another build, one line says so.
set -eu
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
cp "$1" "$folder/imis"
cd "$folder"

fail() {
  echo "$*" >&2
  exit 1
}

# expect CODE TEXT ARGUMENT...: the exit code, and the one line on stderr.
expect() {
  code="$1" text="$2"
  shift 2
  status=0
  ./imis "$@" > out.txt 2> error.txt || status=$?
  [ "$status" = "$code" ] || fail "imis $*: exit code $status, expected $code"
  [ "$(wc -l < error.txt)" = 1 ] || fail "imis $*: more or less than one line on stderr: $(cat error.txt)"
  grep -q "^imis: error: .*$text" error.txt || fail "imis $*: '$text' is not in: $(cat error.txt)"
}

if ldd imis | grep -E 'lib(torch|c10|opencv|blas|ITK|gdcm|dcm|zip|sqlite)'; then fail "the program links the libraries above"; fi
for words in --version --help "evaluate --help" "segment --help" "model check --help"; do
  ./imis $words > out.txt 2> error.txt || fail "imis $words: $(cat error.txt)"
  [ -s out.txt ] || fail "imis $words: prints nothing"
done
expect 2 "--policy 'clairvoyant' is not known" evaluate -m m -d d -o o --policy clairvoyant
expect 2 "--own-clicks needs several models" evaluate -m m -d d -o o --own-clicks
expect 2 "--prompt 'circle' is not known" evaluate -m m -d d -o o --prompt circle
expect 2 "--coords 'mm' is not known" segment -m m -i i --box 1,2,3,4 --coords mm
expect 2 "--box 'nan,2,3,4'" segment -m m -i i --box nan,2,3,4
expect 2 "--slice 'axial:x'" segment -m m -i i --box 1,2,3,4 --slice axial:x
expect 2 "window 'foggy' is not known" segment -m m -i i --box 1,2,3,4 --window foggy
expect 2 "nothing says what to segment" segment -m m -i i

expect 1 "libimis.so: cannot open shared object file.*install imis again" model info m
echo "no library" > libimis.so
expect 1 "libimis.so: file too short.*install imis again" model info m
printf 'static struct { const char* build; } commands = {"another"};\nvoid* imis_commands(int level) { (void)level; return &commands; }\n' > other.c
"$2" -shared -fPIC -o libimis.so other.c
expect 1 "libimis.so: is not the library of this build" model info m
