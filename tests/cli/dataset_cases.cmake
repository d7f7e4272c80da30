# imis dataset, end to end. What is found and counted is tested in tests/data; here what is printed.

imis_add_cli_test(NAME "dataset without its subcommand" ARGS dataset EXIT 2 STDERR "subcommand")
imis_add_cli_test(NAME "dataset check of the phantoms" ARGS dataset check @SOURCE@/data/phantoms GOLDEN dataset_check.txt
  SILENT)
imis_add_cli_test(NAME "dataset check finds leaks and damage" ARGS dataset check data
  SETUP sh -c "cp -r @SOURCE@/data/phantoms/phantom_ct data && sed -i -e 's/ct_002.(14, 240, 320/ct_003.(14, 264, 264/' -e 's/ct_002/ct_003/' data/dataset.json && \
    truncate -s 500 data/image/ct_000.png"
  EXIT 1 GOLDEN dataset_check_errors.txt SILENT)
imis_add_cli_test(NAME "dataset check goes on after a data set that can't be read" ARGS dataset check data --json
  SETUP sh -c "mkdir -p data/none && cp -r @SOURCE@/data/phantoms/phantom_pet data/pet && echo [] > data/none/dataset.json"
  EXIT 1 STDOUT "\"datasets\": 2,\n *\"images\": 4,\n *\"errors\": 1,\n.*must be a JSON object" SILENT)
imis_add_cli_test(NAME "dataset check of no folder" ARGS dataset check nowhere EXIT 1 STDERR "^imis: error: nowhere: no such folder\n$")
imis_add_cli_test(NAME "dataset info of the phantoms" ARGS dataset info @SOURCE@/data/phantoms/phantom_ct
  @SOURCE@/data/phantoms/phantom_pet GOLDEN dataset_info.txt SILENT)
imis_add_cli_test(NAME "dataset info as JSON" ARGS dataset info @SOURCE@/data/phantoms/phantom_pet --json
  GOLDEN dataset_info.json SILENT)
imis_add_cli_test(NAME "a spacing of 0 is refused" ARGS dataset info data
  SETUP sh -c "cp -r @SOURCE@/data/phantoms/phantom_ct data && sed -i 's/^ .name/ \"spacing\": [0, 1],\\n&/' data/dataset.json"
  EXIT 1 STDERR "^imis: error: data/dataset.json: field 'spacing' must be two numbers above 0[^\n]*\n$")
