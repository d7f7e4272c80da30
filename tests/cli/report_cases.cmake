# imis report: tables of finished runs.

set(finished @BUILD@/imis -q evaluate -m @SOURCE@/models/imis-tiny -d @SOURCE@/data/phantoms -o out --prompt box)

# The embedded model's tables are those of tests/cli/golden/tiny_tables.json; processors differ in the last digits. The
# file is written anew, from such a run, by
#   imis report out --tables "by modality,by data set,by target,by round,by anatomical group,by lesion or organ" \
#     --columns "image mean,target mean,images,targets" --format json -o tests/cli/golden/tiny_tables.json
set(golden @SOURCE@/tests/cli/golden/tiny_tables.json)
imis_add_cli_test(NAME "report checks the tables of the embedded model" ARGS report out --check ${golden} --tolerance 0.001
  SETUP ${finished} --limit 1 STDOUT "^all [0-9]+ cells of 7 tables agree with [^\n]*tiny_tables.json within 0.001\n$" SILENT)
imis_add_cli_test(NAME "report finds a change of 0.002 in one cell" ARGS report out --check changed.json --tolerance 0.001
  SETUP sh -c "@BUILD@/imis -q evaluate -m @SOURCE@/models/imis-tiny -d @SOURCE@/data/phantoms -o out --prompt box --limit 1 \
    --only-modality CT,US && @BUILD@/imis -q report out --format json -o golden.json && python3 \
    @SOURCE@/tests/cli/change_cell.py golden.json changed.json 'Scores by modality' US 'Dice (target mean)' 0.002"
  EXIT 1 STDOUT "^Cells that differ from changed.json\n[^\n]*\n[^\n]*\nScores by modality +US +Dice [(]target mean[)] [^\n]*\n1 of [0-9]+ cells do not agree within 0.001\n$"
  SILENT)

set(few ${finished} --limit 1 --only-modality CT,US)
imis_add_cli_test(NAME "report prints what the evaluation printed"
  ARGS report out -o again.txt
  SETUP sh -c "@BUILD@/imis -q evaluate -m @SOURCE@/models/imis-tiny @SOURCE@/models/ellipse -d @SOURCE@/data/phantoms -o out \
    --rounds 2 --limit 1 --only-modality CT,US --prompt box > evaluated.txt && \
    @BUILD@/imis report out --format markdown > reported.txt && echo >> reported.txt && @BUILD@/imis report out >> reported.txt"
  SAME evaluated.txt=reported.txt)
imis_add_cli_test(NAME "report sets a paper's figures beside the measured ones"
  ARGS report out --paper @SOURCE@/configs/paper/imis-net.json --tables published SETUP ${few}
  STDOUT "all +box +1 +84.69 [^\n]* 90.60 +[0-9.]+ +[+-][0-9.]+\n.*BTCV +box +1 +89.70 +- +-\n.*12 of 14 modalities" SILENT)
imis_add_cli_test(NAME "report as LaTeX" ARGS report out --format latex -o tables.tex SETUP ${few} STDERR "tables.tex\n$")
imis_add_cli_test(NAME "report as CSV" ARGS report out --format csv --tables "by round" --metrics iou SETUP ${few}
  STDOUT "^table,row,column,value,text\nScores by round,1,Images,2,\n.*Scores by round,1,IoU [(]95% CI[)],,-" SILENT)

# Bad input: one line that says what.
imis_add_cli_test(NAME "report a page and tables' options" ARGS report out --html page.html --format csv
  EXIT 2 STDERR "^imis: error: --format is for tables[^\n]*--output[^\n]*\n$" ABSENT page.html)
imis_add_cli_test(NAME "report a page and tables at once" ARGS report out --html page.html --format csv -o tables.csv
  SETUP ${few} STDOUT "^page.html: [^\n]*\n$" STDERR "tables are in tables.csv\n$")
imis_add_cli_test(NAME "report cases without a page" ARGS report out --cases 3 EXIT 2 STDERR "--cases requires --html")
imis_add_cli_test(NAME "report fewer cases than none" ARGS report out --html page.html --cases -1
  EXIT 2 STDERR "^imis: error: --cases: '-1' is not a number from 0 on [^\n]*\n$" ABSENT page.html)
imis_add_cli_test(NAME "report of a folder without results" ARGS report nowhere
  EXIT 1 STDERR "^imis: error: nowhere/results.sqlite: is missing[^\n]*\n$")
imis_add_cli_test(NAME "report of a store cut short" ARGS report out
  SETUP sh -c "@BUILD@/imis -q evaluate -m @SOURCE@/models/ellipse -d @SOURCE@/data/phantoms -o out --prompt box \
    --limit 1 --only-modality CT && head -c 5000 out/results.sqlite > part && mv part out/results.sqlite"
  EXIT 1 STDERR "^imis: error: out/results.sqlite: is damaged [^\n]*evaluate again[^\n]*\n$")
imis_add_cli_test(NAME "report of a newer version's store" ARGS report out
  SETUP sh -c "mkdir out && @BUILD@/imis -q evaluate -m @SOURCE@/models/ellipse -d @SOURCE@/data/phantoms -o out --prompt box \
    --limit 1 --only-modality CT && printf '\\000\\000\\000\\143' | dd of=out/results.sqlite bs=1 seek=60 conv=notrunc"
  EXIT 1 STDERR "^imis: error: out/results.sqlite: holds results in the format of a newer version of imis[^\n]*\n$")
imis_add_cli_test(NAME "report of two folders of one name" ARGS report out ../run/out SETUP ${few}
  EXIT 2 STDERR "^imis: error: [^\n]*also called 'out'[^\n]*\n$")
imis_add_cli_test(NAME "report in an unknown format" ARGS report out --format xml
  EXIT 2 STDERR "^imis: error: --format 'xml' is not known. it is one of text, markdown, csv, json, latex[^\n]*\n$")
foreach(tolerance -1 nan little)
  imis_add_cli_test(NAME "report with the tolerance ${tolerance}" ARGS report out --check golden.json --tolerance ${tolerance}
    EXIT 2 STDERR "^imis: error: --tolerance: '${tolerance}' is not a number from 0 on[^\n]*\n$")
endforeach()
imis_add_cli_test(NAME "report of a metric that was not measured" ARGS report out --metrics dice,hd95 SETUP ${few}
  EXIT 2 STDERR "^imis: error: metric 'hd95' was not measured. the run has dice, iou [(]--metrics[)]\n$")
imis_add_cli_test(NAME "report of an unknown metric" ARGS report out --metrics dise SETUP ${few}
  EXIT 2 STDERR "^imis: error: metric 'dise' is not known[^\n]*\n$")
imis_add_cli_test(NAME "report of an unknown table" ARGS report out --tables organs SETUP ${few}
  EXIT 2 STDERR "^imis: error: no table has 'organs'[^\n]*Scores by round[^\n]*--tables[^\n]*\n$")
imis_add_cli_test(NAME "report of an unknown column" ARGS report out --columns mode SETUP ${few}
  EXIT 2 STDERR "^imis: error: no column has 'mode'[^\n]*Dice [(]image mean[)][^\n]*--columns[^\n]*\n$")
imis_add_cli_test(NAME "report with a paper of unknown fields" ARGS report out --paper paper.json
  SETUP sh -c "@BUILD@/imis -q evaluate -m @SOURCE@/models/ellipse -d @SOURCE@/data/phantoms -o out --prompt box --limit 1 \
    --only-modality CT && sed 's/\"unit\"/\"units\"/' @SOURCE@/configs/paper/imis-net.json > paper.json"
  EXIT 1 STDERR "^imis: error: paper.json: field 'tables\\[0\\].units' is unknown[^\n]*docs/paper.md[^\n]*\n$")
imis_add_cli_test(NAME "report against a golden file of another schema" ARGS report out --check golden.json
  SETUP sh -c "@BUILD@/imis -q evaluate -m @SOURCE@/models/ellipse -d @SOURCE@/data/phantoms -o out --prompt box --limit 1 \
    --only-modality CT && @BUILD@/imis -q report out --format json | sed 's/\"schema\": 1/\"schema\": 9/' > golden.json"
  EXIT 1 STDERR "^imis: error: golden.json: field 'schema' is 9[^\n]*schema 1[^\n]*--format json\n$")
