# imis score: masks of any tool against the truth. The masks are those of a short evaluation.
set(masks sh -c "@BUILD@/imis -q evaluate -m @SOURCE@/models/ellipse -d @SOURCE@/data/phantoms --prompt box --limit 1 \
  --only-modality CT,US --save-masks -o run > run.txt && cp -r run/masks truth")
imis_add_cli_test(NAME "masks scored against themselves" ARGS score run/masks truth --metrics dice,hd95 SETUP ${masks}
  STDOUT "Scores\nLabel +Objects +Dice +HD95 \\(px\\)\n[- ]*\n1 +[0-9]+ +1.0000 +0.00\nall +[0-9]+ +1.0000 +0.00\n.*not predicted: 0" SILENT)
imis_add_cli_test(NAME "scores as JSON" ARGS score run/masks truth --json --spacing 2,3 SETUP ${masks}
  STDOUT "\"unit\": \"mm\",.*\"nsd_tolerance\": {\n *\"value\": 2.0.*\"hd95\": {\n *\"object_mean\": 0.0" SILENT)
imis_add_cli_test(NAME "scores as CSV" ARGS score run/masks truth --format csv --metrics dice,precision SETUP ${masks}
  STDOUT "^name,label,intersection_px,predicted_px,truth_px,dice,precision\nphantom_ct/.*,1,[0-9]+,[0-9]+,[0-9]+,1.000000,1.000000\n" SILENT)
imis_add_cli_test(NAME "a prediction without a truth" ARGS score run/masks truth --metrics dice EXIT 3 STDERR "there is no such truth"
  SETUP sh -c "@BUILD@/imis -q evaluate -m @SOURCE@/models/ellipse -d @SOURCE@/data/phantoms --prompt box --limit 1 \
    --only-modality CT,US --save-masks -o run > run.txt && cp -r run/masks truth && rm -r truth/phantom_ct")
imis_add_cli_test(NAME "scores of no file" ARGS score nowhere.png nowhere.png EXIT 1 STDERR "nowhere.png: is missing")
imis_add_cli_test(NAME "scores by an unknown metric" ARGS score a b --metrics dise EXIT 2 STDERR "metric 'dise' is not known.*boundary_iou")
imis_add_cli_test(NAME "a tolerance that is no length" ARGS score a b --nsd-tolerance 2 EXIT 2 STDERR "2mm or 3px")
imis_add_cli_test(NAME "an unknown rule for empty masks" ARGS score a b --empty never EXIT 2 STDERR "worst, nan, skip")
