# imis compare. The ellipse's masks, and so its scores, are the same on every processor.

set(compared_run @BUILD@/imis -q evaluate -m @SOURCE@/models/ellipse -d @SOURCE@/data/phantoms --prompt box)
list(JOIN compared_run " " compared_run)
set(first_and_jittered sh -c "${compared_run} -o first > first.txt && ${compared_run} --box-jitter 12 -o second > second.txt")
set(one_image sh -c "${compared_run} -o first --limit 1 --only-modality CT > first.txt")

imis_add_cli_test(NAME "help of compare" ARGS compare --help STDOUT "--cluster.*--different-prompts" SILENT)
imis_add_cli_test(NAME "exact and jittered boxes compared" ARGS compare first second --different-prompts --metric dice
  --by overall,modality --worst 3 SETUP ${first_and_jittered} GOLDEN compare_phantoms.txt SILENT)
imis_add_cli_test(NAME "a comparison as CSV, into a file" ARGS compare first second --different-prompts --format csv
  -o out/compare.csv SETUP ${first_and_jittered} FILES out/compare.csv=compare_phantoms.csv)
imis_add_cli_test(NAME "slices of a volume are one cluster" ARGS compare first second --different-prompts --metric dice,iou
  --format markdown --cluster "(.*)_.*" --round 1 SETUP ${first_and_jittered}
  STDOUT "independent of each other: 14 volumes, volumes being named by")
imis_add_cli_test(NAME "systems of one run compared" ARGS compare out --format json
  SETUP sh -c "@BUILD@/imis -q evaluate -m @SOURCE@/models/imis-tiny -m @SOURCE@/models/ellipse -d @SOURCE@/data/phantoms --limit 1 \
    --prompt box --rounds 2 --only-modality CT,US -o out > out.txt"
  STDOUT "\"baseline\": \"imis-tiny\",\n +\"system\": \"ellipse\",\n +\"round\": 1,")

# What can't be compared.
imis_add_cli_test(NAME "runs of different prompts are not paired" ARGS compare first second SETUP ${first_and_jittered}
  EXIT 1 STDERR "^imis: error: [^\n]*different prompts [(]box_jitter not set and 12[)], first for phantom_ct: ct_000: [^\n]*\n$")
imis_add_cli_test(NAME "one system alone is not compared" ARGS compare first SETUP ${one_image}
  EXIT 2 STDERR "^imis: error: first: holds one system, ellipse[^\n]*\n$")
imis_add_cli_test(NAME "a folder without results is not compared" ARGS compare nowhere first
  EXIT 1 STDERR "^imis: error: nowhere/results.sqlite: is missing[^\n]*\n$")
imis_add_cli_test(NAME "an unknown metric is not compared" ARGS compare first first --metric beauty SETUP ${one_image}
  EXIT 2 STDERR "^imis: error: metric 'beauty' is not known[^\n]*\n$")
imis_add_cli_test(NAME "a metric that was not measured is not compared" ARGS compare first first --metric hd95
  SETUP ${one_image} EXIT 2 STDERR "^imis: error: first: holds no metric 'hd95'. it has dice, iou\n$")
imis_add_cli_test(NAME "an unknown grouping" ARGS compare first first --by colour
  EXIT 2 STDERR "^imis: error: grouping 'colour' is not known[^\n]*[(]--by[)]\n$")
imis_add_cli_test(NAME "a round that was not run" ARGS compare first first --round 4 SETUP ${one_image}
  EXIT 2 STDERR "has no round 4. its last is 1 [(]--round[)]\n$")
imis_add_cli_test(NAME "an image without a volume's name" ARGS compare first first --cluster "(volume.*)_.*"
  SETUP ${one_image} EXIT 2 STDERR "the image .ct_000. doesn.t match the volume rule .* [(]--cluster[)]\n$")
imis_add_cli_test(NAME "results of a newer version are not compared" ARGS compare first first
  SETUP sh -c "${compared_run} -o first --limit 1 --only-modality CT > first.txt && \
    printf '\\377' | dd of=first/results.sqlite bs=1 seek=62 conv=notrunc 2> dd.txt"
  EXIT 1 STDERR "^imis: error: first/results.sqlite: holds results in the format of a newer version[^\n]*\n$")
