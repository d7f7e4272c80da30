# imis evaluate --suite: the suite of the repository's CI, and what becomes of a suite that is run again.

set(suite evaluate --suite @SOURCE@/configs/suites/phantoms.json --data-root @SOURCE@/data/phantoms -o out)
list(JOIN suite " " suite_words)
set(ellipse_row "ellipse +imis-tiny +Files\n[-  ]+\n")
imis_add_cli_test(NAME "the suite of the phantoms" ARGS ${suite}
  STDERR "^imis: run 1 of 3: box, seed 42\n.*\nimis: run 2 of 3: imis-net-3-clicks, seed 42\n.*\nimis: run 3 of 3: cvpr25, seed 42\n.*imis: results are in out\n$"
  STDOUT "^Runs\nRun +Images +Skipped +Metric +${ellipse_row}box +4 +0 +Dice +0.7907 +0.9[0-9]+ +out/box\nimis-net-3-clicks +4 +0 +Dice, round 3 +no clicks +0.9[0-9]+ +out/imis-net-3-clicks\ncvpr25 +4 +0 +Dice, round 6 +no clicks +0.9[0-9]+ +out/cvpr25\n[^\n]*\n$")
set(done_suite sh -c "@BUILD@/imis -q ${suite_words} > first.txt && cp -r out first")
imis_add_cli_test(NAME "a suite that is done does nothing" ARGS ${suite} SETUP ${done_suite}
  STDERR "^imis: run 1 of 3: box, seed 42: done already\nimis: run 2 of 3: [^\n]*done already\nimis: run 3 of 3: [^\n]*done already\nimis: nothing to do: [^\n]*\nimis: results are in out\n$"
  SAME out/results.sqlite=first/results.sqlite ../stdout=first.txt)
# What a run that was stopped leaves: some of its images, and tables of these.
imis_add_cli_test(NAME "an interrupted suite is resumed" ARGS ${suite}
  SETUP sh -c "@BUILD@/imis -q ${suite_words} > first.txt && cp -r out first && rm out/cvpr25/rows.csv && \
    python3 @SOURCE@/tests/cli/forget_images.py out/results.sqlite cvpr25 imis-tiny phantom_mr"
  STDERR "run 2 of 3: [^\n]*done already\nimis: run 3 of 3: cvpr25, seed 42, 7 of 8 images of all models done already\n"
  SAME out/cvpr25/rows.csv=first/cvpr25/rows.csv out/box/rows.csv=first/box/rows.csv ../stdout=first.txt)

# A suite that is written by the case, on the ellipse, whose scores are the same on every processor. PROTOCOLS and what
# else stands in it.
function(small_suite variable file others)
  set(${variable} "printf '{\"schema\": 1, \"name\": \"small\", \"datasets\": [\"phantom_ct\", \"phantom_pet\"], \"models\": [\"m/ellipse\"], \"limit\": 1, ${others}}' > ${file} && ln -sfn @SOURCE@/models m" PARENT_SCOPE)
endfunction()
set(box "{\"protocol\": \"imis-net\", \"prompt\": \"box\", \"name\": \"box\"}")
set(iou_box "{\"protocol\": \"imis-net\", \"prompt\": \"box\", \"metrics\": \"iou\", \"name\": \"iou\"}")
small_suite(one suite.json "\"protocols\": [${box}]")
small_suite(more suite.json "\"seeds\": [42, 7], \"protocols\": [${box}, ${iou_box}]")
set(small evaluate --suite suite.json --data-root @SOURCE@/data/phantoms -o out)
list(JOIN small " " small_words)
imis_add_cli_test(NAME "a suite that gains protocols and seeds runs these" ARGS ${small}
  SETUP sh -c "${one} && @BUILD@/imis -q ${small_words} > first.txt && cp -r out first && ${more}"
  STDERR "^imis: run 1 of 4: box, seed 42: done already\nimis: run 2 of 4: box, seed 7\n.*run 3 of 4: iou, seed 42\n.*run 4 of 4: iou, seed 7\n"
  STDOUT "\nbox-seed-7 +2 +0 +Dice +0.[0-9]+ +out/box-seed-7\niou +2 +0 +IoU +0.[0-9]+ +out/iou\niou-seed-7 "
  SAME out/box/summary.json=first/box/summary.json)
imis_add_cli_test(NAME "a suite that gains a model keeps what it has" ARGS ${small} -m @SOURCE@/models/ellipse other
  SETUP sh -c "${one} && @BUILD@/imis -q ${small_words} > first.txt && cp -r @SOURCE@/models/ellipse other && \
    sed -i 's/\"name\": *\"ellipse\"/\"name\": \"oval\"/' other/model.json"
  STDERR "run 1 of 1: box, seed 42, 2 of 4 images of all models done already\n" STDOUT "ellipse +oval +Files\n[-  ]+\nbox +2 +0 +Dice +0.[0-9]+ +0.[0-9]+ +out/box\n"
  ABSENT out/box/summary_overall.csv)
imis_add_cli_test(NAME "a suite with other results in its folder" ARGS ${small}
  SETUP sh -c "${one} && @BUILD@/imis -q ${small_words} > first.txt && sed -i 's/\"limit\": 1/\"limit\": 2/' suite.json"
  EXIT 1 STDERR "^imis: error: out/results.sqlite: box: holds results of another run [(]limit was 1, now 2[)][^\n]*--overwrite[)]\n$")
imis_add_cli_test(NAME "a suite that replaces what it has" ARGS ${small} --overwrite
  SETUP sh -c "${more} && @BUILD@/imis -q ${small_words} > first.txt && ${one} && sed -i 's/\"limit\": 1/\"limit\": 2/' suite.json"
  STDOUT "\nbox +4 " ABSENT out/iou out/box-seed-7)
imis_add_cli_test(NAME "an evaluation in the folder of a suite" ARGS evaluate -m @SOURCE@/models/ellipse
  -d @SOURCE@/data/phantoms --prompt box -o out SETUP sh -c "${one} && @BUILD@/imis -q ${small_words} > first.txt"
  EXIT 1 STDERR "^imis: error: out: holds the runs of a suite[^\n]*--output, --overwrite[)]\n$")
imis_add_cli_test(NAME "bad items in a run of a suite" ARGS evaluate --suite suite.json --data-root data -o out
  SETUP sh -c "${more} && mkdir data && cp -r @SOURCE@/data/phantoms/phantom_ct @SOURCE@/data/phantoms/phantom_pet data && \
    truncate -s 0 data/phantom_ct/image/ct_000.png"
  EXIT 3 STDERR "run 4 of 4.*bad items skipped: 4" STDOUT "\nbox +1 +1 .*\niou-seed-7 +1 +1 ")

imis_add_cli_test(NAME "a suite that loses a data set" ARGS ${small}
  SETUP sh -c "${one} && @BUILD@/imis -q ${small_words} > first.txt && sed -i 's/, \"phantom_pet\"//' suite.json"
  EXIT 1 STDERR "^imis: error: out/results.sqlite: box: holds results of a data set that this run leaves out [(]dataset.phantom_pet.sha256[)]")
imis_add_cli_test(NAME "a protocol by name and a model that takes no masks" ARGS ${ellipse} -d @SOURCE@/data/phantoms --limit 1
  --only-modality CT --protocol imis-net STDERR "ellipse takes no masks: the protocol's mask feedback is left out"
  STDOUT "mask_feedback +none")
imis_add_cli_test(NAME "what a protocol by name sets is said" ARGS ${ellipse} -d @SOURCE@/data/phantoms --limit 1
  --only-modality CT --protocol imis-net STDOUT "protocol +imis-net, but for --prompt"
  STDERR "protocol imis-net, but for --prompt [(]it sets --prompt point --rounds 1 --policy imis --history last --mask-feedback logits --grid model --metrics dice,iou[)]\n")

# Before anything runs.
imis_add_cli_test(NAME "missing data sets of a suite" ARGS ${small}
  SETUP sh -c "${one} && sed -i -e s/phantom_ct/one/ -e s/phantom_pet/two/ suite.json"
  EXIT 1 STDERR "^imis: error: [^\n]*data/phantoms: 2 of 2 data sets of the suite small are missing: one, two[^\n]*[(]--data-root[)]\n$"
  ABSENT out)
imis_add_cli_test(NAME "a missing data set of a suite" ARGS ${small} SETUP sh -c "${one} && sed -i s/phantom_ct/one/ suite.json"
  EXIT 1 STDERR "^imis: error: [^\n]*: 1 of 2 data sets of the suite small are missing: one[^\n]*[(]--data-root, --available[)]\n$"
  ABSENT out)
imis_add_cli_test(NAME "an unknown protocol of a suite" ARGS ${small}
  SETUP sh -c "${one} && sed -i 's/\"protocol\": \"imis-net\"/\"protocol\": \"moon\"/' suite.json"
  EXIT 1 STDERR "^imis: error: suite.json: field 'protocols.0..protocol' can't be used: protocol 'moon' is not known[^\n]*\n$"
  ABSENT out)
imis_add_cli_test(NAME "the part of a suite that is there" ARGS ${small} --available
  SETUP sh -c "${one} && sed -i 's/phantom_ct/one/' suite.json" STDOUT "\nbox +1 "
  STDERR "warning: [^\n]*1 of 2 data sets of the suite are not there and are left out: one\n")
imis_add_cli_test(NAME "what is left out of a suite is recorded" ARGS report out/box --tables Run
  SETUP sh -c "${one} && sed -i 's/phantom_ct/one/' suite.json && @BUILD@/imis -q ${small_words} --available > first.txt"
  STDOUT "suite_left_out +1 of 2 data sets: one\n")
imis_add_cli_test(NAME "missing models of a suite" ARGS ${small}
  SETUP sh -c "${one} && sed -i 's,m/ellipse,m/moon,' suite.json" EXIT 1
  STDERR "^imis: error: models of the suite small are missing: m/moon[^\n]*--model[)]\n$" ABSENT out)
imis_add_cli_test(NAME "a suite that no model can be asked" ARGS ${small}
  SETUP sh -c "${one} && sed -i 's/\"box\", \"name\"/\"text\", \"name\"/' suite.json" EXIT 2
  STDERR "^imis: error: box: the model ellipse takes no text prompts" ABSENT out)
imis_add_cli_test(NAME "a suite with a fault" ARGS ${small} SETUP sh -c "${one} && sed -i 's/limit/limits/' suite.json" EXIT 1
  STDERR "^imis: error: suite.json: field 'limits' is unknown[^\n]*docs/suites.md[^\n]*\n$" ABSENT out)
imis_add_cli_test(NAME "a suite beside what it sets" ARGS ${suite} --rounds 3 EXIT 2
  STDERR "^imis: error: --rounds can't be given with --suite, which sets it\n$")
imis_add_cli_test(NAME "a suite beside data" ARGS ${suite} -d @SOURCE@/data/phantoms EXIT 2 STDERR "error: --data can't be given with --suite")
imis_add_cli_test(NAME "a suite without its data" ARGS evaluate --suite @SOURCE@/configs/suites/phantoms.json -o out EXIT 2
  STDERR "^imis: error: --suite needs --data-root")
imis_add_cli_test(NAME "a data root without a suite" ARGS evaluate ${phantoms} --data-root data EXIT 2
  STDERR "^imis: error: --data-root is about a suite")

# What reads runs: the folder of a suite stands for all of them.
imis_add_cli_test(NAME "report a suite" ARGS report out --tables "by round" --metrics iou
  SETUP sh -c "${more} && @BUILD@/imis -q ${small_words} > first.txt"
  STDOUT "^box: Scores by round\n.*\nbox-seed-7: Scores by round\n.*\niou: Scores by round\n.*\niou-seed-7: Scores by round\n" SILENT)
imis_add_cli_test(NAME "report a run of a suite" ARGS report out/box/ --tables "by round"
  SETUP sh -c "${more} && @BUILD@/imis -q ${small_words} > first.txt" STDOUT "^Scores by round\n" SILENT)
imis_add_cli_test(NAME "report a suite as a page" ARGS report out --html page.html
  SETUP sh -c "${more} && @BUILD@/imis -q ${small_words} --save-masks > first.txt"
  STDOUT "^page.html: [0-9]+ bytes, pictures of [1-9][0-9]* cases\n$" SILENT)
imis_add_cli_test(NAME "report a run that a suite lacks" ARGS report out/moon
  SETUP sh -c "${one} && @BUILD@/imis -q ${small_words} > first.txt"
  EXIT 1 STDERR "^imis: error: out/moon: is no run of the suite there. it has out/box\n$")
imis_add_cli_test(NAME "compare the systems of a suite run by run" ARGS compare out --metric dice --by overall
  SETUP ${done_suite} SILENT
  STDOUT "imis-tiny [(]out/box[)] against ellipse [(]out/box[)], round 1\n.*imis-tiny [(]out/cvpr25[)] against ellipse [(]out/cvpr25[)], round 1|ellipse [(]out/box[)] against imis-tiny [(]out/box[)], round 1\n.*ellipse [(]out/cvpr25[)] against imis-tiny [(]out/cvpr25[)], round 1")
string(REPLACE " -o out" " -o other" other_words "${small_words}")
imis_add_cli_test(NAME "compare two suites by runs of one name" ARGS compare out other --metric iou --by overall
  SETUP sh -c "${more} && @BUILD@/imis -q ${small_words} > first.txt && ${one} && @BUILD@/imis -q ${other_words} > other.txt"
  SILENT STDOUT "ellipse [(]other/box[)] against ellipse [(]out/box[)], round 1\n")
imis_add_cli_test(NAME "report two suites" ARGS report out other --tables "by round" --metrics iou
  SETUP sh -c "${one} && @BUILD@/imis -q ${small_words} > first.txt && @BUILD@/imis -q ${other_words} > other.txt"
  STDOUT "^out/box: Scores by round\n.*\nother/box: Scores by round\n" SILENT)
imis_add_cli_test(NAME "compare a suite with a run" ARGS compare out out/box
  SETUP sh -c "${one} && @BUILD@/imis -q ${small_words} > first.txt"
  EXIT 2 STDERR "^imis: error: out/box: is no whole suite")
imis_add_cli_test(NAME "draw a run of a suite" ARGS draw out/box
  SETUP sh -c "${one} && @BUILD@/imis -q ${small_words} --save-masks > first.txt"
  STDOUT "^pictures of 2 data sets are in out/box\n$" SILENT)
imis_add_cli_test(NAME "draw a whole suite" ARGS draw out
  SETUP sh -c "${more} && @BUILD@/imis -q ${small_words} --save-masks > first.txt"
  EXIT 2 STDERR "^imis: error: out: holds the runs of a suite. name one of them: out/box, out/box-seed-7, out/iou, out/iou-seed-7\n$")

# By slices and by volumes (of one slice each). Volumes can't be given more later, which is said before slices are.
set(units_suite "printf '{\"prompt\": \"box\", \"grid\": \"original\"}' > mine.json && \
  printf '{\"schema\": 1, \"name\": \"units\", \"datasets\": [\"ct\"], \"models\": [\"m/ellipse\"], \"protocols\": [{\"name\": \"slices\", \"protocol\": \"mine.json\"}, {\"name\": \"volumes\", \"protocol\": \"mine.json\", \"unit\": \"volume\"}]}' > suite.json && \
  ln -sfn @SOURCE@/models m && mkdir data && cp -r @SOURCE@/data/phantoms/phantom_ct data/ct && \
  sed -i 's/^ .name/ \"volume_rule\": \"(.+)\",\\n&/' data/ct/dataset.json")
set(units evaluate --suite suite.json --data-root data -o out)
list(JOIN units " " units_words)
imis_add_cli_test(NAME "a suite by slices and by volumes" ARGS ${units} SETUP sh -c "${units_suite}"
  STDOUT "\nslices +3 +0 +Dice +0.9100 +out/slices\nvolumes +3 +0 +Dice +0.9100 +out/volumes\n")
imis_add_cli_test(NAME "a suite that asks more of volumes" ARGS ${units}
  SETUP sh -c "${units_suite} && @BUILD@/imis -q ${units_words} > first.txt && cp -r out first && sed -i 's/^{/{\"metrics\": \"dice,recall\", /' suite.json"
  EXIT 1 STDERR "^imis: error: out/results.sqlite: volumes: the stored volumes lack recall[^\n]*--output, --overwrite[)]\n$"
  SAME out/results.sqlite=first/results.sqlite out/slices/rows.csv=first/slices/rows.csv)
imis_add_cli_test(NAME "a run of a suite of a newer version" ARGS report out/box
  SETUP sh -c "${one} && @BUILD@/imis -q ${small_words} > first.txt && python3 @SOURCE@/tests/cli/make_newer.py out/results.sqlite"
  EXIT 1 STDERR "^imis: error: out/results.sqlite: holds results in the format of a newer version of imis[^\n]*\n$")
