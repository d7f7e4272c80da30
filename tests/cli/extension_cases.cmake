# More asked of a run that is there: what it says of that, and that all its files are those of a new run.
function(imis_add_extension_test NAME FIRST MORE SAID)
  imis_add_cli_test(NAME "extension, ${NAME}" ARGS report extended
    SETUP @SOURCE@/tests/cli/extend_run.sh @BUILD@/imis @SOURCE@ "${FIRST}" "${MORE}" "${SAID}" STDOUT "rounds")
endfunction()
imis_add_extension_test("metrics of counts" "--rounds 2" "--rounds 2 --metrics iou,dice,recall"
  "imis-tiny: recall from the stored pixel counts of 2 images")
imis_add_extension_test("metrics of kept masks" "--save-masks" "--save-masks --metrics dice,nsd,hd95 --nsd-tolerance 1px"
  "imis-tiny: nsd, hd95 from the kept masks of 2 images")
imis_add_extension_test("metrics of masks that are gone" "--rounds 2" "--rounds 2 --metrics dice,iou,nsd"
  "imis-tiny: nsd needs the masks of 2 images: predicting them again")
imis_add_extension_test("masks and logits" "--rounds 2" "--rounds 2 --save-masks --save-logits"
  "saving needs the masks of 2 images: predicting them again")
imis_add_extension_test("rounds" "--rounds 1" "--rounds 3" "further rounds need the masks of 2 images: predicting them again")
imis_add_cli_test(NAME "fewer rounds are another run"
  ARGS evaluate -m @SOURCE@/models/imis-tiny -d @SOURCE@/data/phantoms/phantom_ct --limit 1 -o out --rounds 1
  SETUP @BUILD@/imis -q evaluate -m @SOURCE@/models/imis-tiny -d @SOURCE@/data/phantoms/phantom_ct --limit 1 -o out --rounds 2
  EXIT 1 STDERR "rounds was 2, now 1.*--overwrite")
