#!/bin/sh
# Runs an evaluation, asks the finished run for more, and compares its files with those of a new run that was asked for
# all of it. Arguments: the program, the repository, options of the first run, options to come besides (a later option
# holds), a pattern for what the second run says. Leaves the folders extended and whole.
set -e
imis=$1 source=$2 first=$3 more=$4 said=$5
evaluate() {
    # Options are several words.
    # shellcheck disable=SC2086
    "$imis" evaluate -m "$source/models/imis-tiny" -d "$source/data/phantoms/phantom_ultrasound" \
        "$source/data/phantoms/phantom_ct" --limit 1 $1 -o "$2"
}
evaluate "$first" extended > first.txt 2> first_said.txt
evaluate "$more" extended > extended.txt 2> said.txt
grep -E "$said" said.txt || { echo "said instead:" >&2; cat said.txt >&2; exit 1; }
evaluate "$more" whole > whole.txt 2> whole_said.txt
python3 "$source/tests/cli/compare_runs.py" extended whole
