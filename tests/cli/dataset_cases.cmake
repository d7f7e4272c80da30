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

# Generated pictures and masks become a data set that is checked and evaluated, and the way back gives the same masks.
set(to_png "@BUILD@/imis -q dataset convert --to png -d @SOURCE@/data/phantoms/phantom_endoscopy -o pictures > made.txt")
set(pictures dataset convert --images pictures/test/images --masks pictures/test/masks --labels pictures/labels.json
  --modality endoscopy)
list(JOIN pictures " " from_pictures)
imis_add_cli_test(NAME "dataset convert of pictures and masks" ARGS ${pictures} -o mine SETUP sh -c "${to_png}"
  GOLDEN dataset_convert.txt FILES mine/dataset.json=dataset_convert.json SILENT)
imis_add_cli_test(NAME "dataset check of converted pictures" ARGS dataset check mine
  SETUP sh -c "${to_png} && @BUILD@/imis -q ${from_pictures} -o mine >> made.txt"
  STDOUT "\n1 data set, 3 images: 0 errors, 2 warnings\n$" SILENT)
imis_add_cli_test(NAME "converted pictures get the scores of the data set that they came from" ARGS ${ellipse} -d mine
  SETUP sh -c "${to_png} && @BUILD@/imis -q ${from_pictures} --name phantom_endoscopy -o mine >> made.txt && \
    @BUILD@/imis -q evaluate -m @SOURCE@/models/ellipse -d @SOURCE@/data/phantoms/phantom_endoscopy --prompt box -o first >> made.txt"
  STDOUT "phantom_endoscopy" SAME out/rows.csv=first/rows.csv)
imis_add_cli_test(NAME "pictures of converted pictures are the same" ARGS dataset convert --to png -d mine -o again
  SETUP sh -c "${to_png} && @BUILD@/imis -q ${from_pictures} -o mine >> made.txt"
  STDOUT "^again: 0 training and 3 test images, masks with the values in labels.json\n$" SILENT
  SAME again/test/masks/endoscopy_000.png=pictures/test/masks/endoscopy_000.png
    again/test/images/endoscopy_002.png=pictures/test/images/endoscopy_002.png again/labels.json=pictures/labels.json)
imis_add_cli_test(NAME "dataset convert of a volume" ARGS dataset convert --from volumes --images images --masks labels --labels ball
  --modality ct -o mine
  SETUP sh -c "mkdir images labels && sh @SOURCE@/tests/cli/make_volume.sh images/v && @BUILD@/imis -q segment -m @SOURCE@/models/ellipse \
    -i images/v.nrrd --slice axial:10 --box 5,5,35,31 -o labels/v.nii.gz > made.txt"
  STDOUT "^mine: 0 training and 1 test image, 1 class, 1 volume\nwithout a target: 19 slices, left out\n$" SILENT
  FILES mine/dataset.json=dataset_convert_volume.json)
imis_add_cli_test(NAME "dataset convert without the pictures that lack a mask" ARGS ${pictures} -o mine --skip-unpaired
  SETUP sh -c "${to_png} && rm pictures/test/masks/endoscopy_001.png"
  STDOUT "^mine: 0 training and 2 test images, 3 classes\n$" STDERR "endoscopy_001.png: has no mask of its name and is left out")

# What can't be converted leaves nothing.
imis_add_cli_test(NAME "dataset convert of a picture that lacks its mask" ARGS ${pictures} -o mine
  SETUP sh -c "${to_png} && rm pictures/test/masks/endoscopy_001.png"
  EXIT 1 STDERR "^imis: error: [^\n]*endoscopy_001.png: has no mask[^\n]*[(]--image-suffix, --mask-suffix, --skip-unpaired[)]\n$" ABSENT mine)
imis_add_cli_test(NAME "dataset convert over another folder" ARGS ${pictures} -o pictures --overwrite SETUP sh -c "${to_png}"
  EXIT 1 STDERR "^imis: error: pictures: is there already and has no dataset.json[^\n]*\n$")
imis_add_cli_test(NAME "dataset convert twice" ARGS ${pictures} -o mine
  SETUP sh -c "${to_png} && @BUILD@/imis -q ${from_pictures} -o mine >> made.txt"
  EXIT 1 STDERR "^imis: error: mine: is there already[^\n]*[(]--overwrite[)]\n$")
imis_add_cli_test(NAME "dataset convert of a damaged mask" ARGS ${pictures} -o mine
  SETUP sh -c "${to_png} && truncate -s 300 pictures/test/masks/endoscopy_001.png"
  EXIT 1 STDERR "^imis: error: pictures/test/masks/endoscopy_001.png: [^\n]*\n$" ABSENT mine)
imis_add_cli_test(NAME "dataset convert without masks" ARGS dataset convert --images pictures -o mine EXIT 2
  STDERR "^imis: error: --images and --masks are required\n$")
imis_add_cli_test(NAME "dataset convert of no labels" ARGS dataset convert --images a --masks b -o mine EXIT 2
  STDERR "^imis: error: labels: [^\n]*[(]--labels[)]\n$" ABSENT mine)
imis_add_cli_test(NAME "dataset convert with a spacing of 0" ARGS dataset convert --images a --masks b --spacing 0,1 -o mine EXIT 2
  STDERR "^imis: error: --spacing '0,1' is not two numbers above 0[^\n]*\n$")

imis_add_cli_test(NAME "dataset download-links" ARGS dataset download-links
  STDOUT "\nBTCV +CT +yes +https://www.synapse.org/#!Synapse:syn3193805/wiki/217752\n.*\nSLIVER07 +CT +no +https://sliver07.*\nPrivate15 +CT +no +private\n" SILENT)
imis_add_cli_test(NAME "dataset download-links of a name" ARGS dataset download-links kits --json GOLDEN dataset_links.json SILENT)
imis_add_cli_test(NAME "dataset download-links of no name" ARGS dataset download-links unicorn EXIT 1 STDERR "^imis: error: 'unicorn': [^\n]*\n$")

# The Python writer in docs/datasets.md, as it stands there.
if(IMIS_PYTHON)
  imis_add_cli_test(NAME "the documented Python writer" ARGS dataset check mine
    SETUP "${IMIS_PYTHON}" @SOURCE@/tests/cli/run_documented.py @SOURCE@/docs/datasets.md
    STDOUT "\n1 data set, 2 images: 0 errors, 2 warnings\n$" SILENT)
  imis_add_cli_test(NAME "the documented Python writer says what it holds" ARGS dataset info mine --json
    SETUP "${IMIS_PYTHON}" @SOURCE@/tests/cli/run_documented.py @SOURCE@/docs/datasets.md
    GOLDEN dataset_documented.json SILENT)
endif()
