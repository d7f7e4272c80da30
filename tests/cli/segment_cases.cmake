# imis segment, end to end. What formats hold, and geometry, is tested in tests/image and tests/segmentation; here the
# program is run as a user runs it.

imis_add_cli_test(NAME "help of segment" ARGS segment --help STDOUT "--propagate.*--box.*--overlay" SILENT)

set(ellipse_segment segment -m @SOURCE@/models/ellipse)
set(tiny_segment segment -m @SOURCE@/models/imis-tiny)
set(ct @SOURCE@/data/phantoms/phantom_ct/image/ct_000.png)
set(copy_ct cp @SOURCE@/data/phantoms/phantom_ct/image/ct_000.png ct.png)

# A picture: results on stdout, masks in every format that has a golden form.
imis_add_cli_test(NAME "segment a picture by a box" ARGS ${ellipse_segment} -i ct.png --box 60,60,150,150 -o out/mask.geojson
  SETUP ${copy_ct} FILES out/mask.geojson=segment_box.geojson SILENT
  STDOUT "^{\"object\":\"object\",\"image\":\"ct.png\",\"score\":0.5,\"category\":\\[\\],\"area_px\":[0-9]+,\"box\":\\[60,60,149,149\\],[^\n]*\"output\":\"out/mask.geojson\"}\n$")
imis_add_cli_test(NAME "segment several objects into one picture" ARGS ${ellipse_segment} -i ct.png -o mask.png --overlay overlay.png
  --object liver --box 60,55,150,115 --object heart --box 110,90,170,150 SETUP ${copy_ct}
  STDOUT "\"object\":\"liver\"[^\n]*\"area_px\":4266,\"box\":\\[60,55,149,114\\][^\n]*\n[^\n]*\"object\":\"heart\"[^\n]*\"area_px\":2853,\"box\":\\[110,90,169,149\\]" SILENT)
imis_add_cli_test(NAME "segment by a name" ARGS ${tiny_segment} --text liver
  -i @SOURCE@/data/phantoms/phantom_ct/image/ct_001.png
  STDOUT "\"object\":\"liver\".*\"category\":..\"name\":\"liver\",\"probability\":0.9[0-9]+.*\"area_px\":4[0-9][0-9][0-9]," SILENT)
imis_add_cli_test(NAME "segment by clicks with all candidates" ARGS ${tiny_segment} -i ${ct} --point 100,80 --point 150,120,0
  --all-candidates -o mask.png --logits logits.npy
  STDOUT "\"candidate\":1,\"chosen\":true.*\"candidate\":3,.*\"output\":\"mask_candidate_3.png\"" SAME mask.png=mask_candidate_1.png)
imis_add_cli_test(NAME "segment from the logits of an earlier answer" ARGS ${tiny_segment} -i ${ct} --mask logits.npy --point 100,80
  SETUP sh -c "@BUILD@/imis -q segment -m @SOURCE@/models/imis-tiny -i ${ct} --point 100,80 --logits logits.npy -o mask.png > first.txt"
  STDOUT "\"area_px\":[1-9]" SILENT)
imis_add_cli_test(NAME "the saved slice is what the model was given" ARGS ${tiny_segment} -i saved.png --box 60,55,150,115 -o b.png
  SETUP sh -c "@BUILD@/imis -q segment -m @SOURCE@/models/imis-tiny -i ${ct} --box 60,55,150,115 --save-image saved.png -o a.png > first.txt"
  STDOUT "\"area_px\":[1-9]" SAME a.png=b.png)

# Evaluated prompts are replayed to the same masks.
foreach(case "3|--prompt box --rounds 3" "4|--prompt point+box --rounds 4 --policy ritm --history points"
    "2|--prompt text+point --rounds 2 --mask-feedback none")
  string(REGEX MATCH "^([0-9]+)[|](.*)$" matched "${case}")
  set(last ${CMAKE_MATCH_1})
  set(options "${CMAKE_MATCH_2}")
  imis_add_cli_test(NAME "segment replays evaluate ${options}" ARGS ${tiny_segment} -i @SOURCE@/data/phantoms/phantom_ct
    --prompts eval/prompts/phantom_ct.json -o out
    SETUP sh -c "@BUILD@/imis -q evaluate -m @SOURCE@/models/imis-tiny -d @SOURCE@/data/phantoms/phantom_ct -o eval ${options} \
      --only-target liver --save-masks > eval.txt && cp eval/masks/phantom_ct/ct_001/liver_r${last}.png a.png"
    STDOUT "\"object\":\"liver\"[^\n]*\"area_px\":[3-4][0-9][0-9][0-9]," SAME out/image/ct_001.png=a.png)
endforeach()
imis_add_cli_test(NAME "segment replays evaluate on BTCV" ARGS ${tiny_segment} -i @DATA@ --prompts eval/prompts/BTCV.json -o out
  SETUP sh -c "@BUILD@/imis -q evaluate -m @SOURCE@/models/imis-tiny -d @DATA@ -o eval --only-target liver --rounds 3 --save-masks > eval.txt && \
    cp eval/masks/BTCV/ABD_037_61/liver_r3.png a.png && test -f a.png"
  SAME out/image/ABD_037_61.png=a.png DATA BTCV LABELS real-data)

# Volumes.
set(make_volume sh @SOURCE@/tests/cli/make_volume.sh)
imis_add_cli_test(NAME "segment a slice of a volume" ARGS ${ellipse_segment} -i v.nrrd --slice axial:10 --box 5,5,35,31 -o o.nii.gz
  SETUP ${make_volume} v STDOUT "\"slice\":\"axial:10\".*\"area_px\":615,\"area_mm2\":184.5,\"box\":\\[5,5,34,30\\]" SILENT)
imis_add_cli_test(NAME "segment a volume whose axes are turned" ARGS ${ellipse_segment} -i v.nrrd --slice coronal --coords lps
  --box 8,-16,9.5,20,-16,24 -o o.nrrd SETUP ${make_volume} v "(0,0,0.5) (0.6,0,0) (0,-1,0)"
  STDOUT "\"slice\":\"coronal:10\".*\"box\":.5,5,3[34],2[45]." SILENT)
imis_add_cli_test(NAME "propagation through a volume" ARGS ${tiny_segment} -i v.nrrd --slice axial:10 --box 4,5,36,31 --propagate -o o.nrrd
  SETUP ${make_volume} v STDOUT "\"slices\":\\[[5-8],1[2-5]\\].*\"volume_ml\":1\\.[5-9]" SILENT)
imis_add_cli_test(NAME "segment a DICOM series into a DICOM segmentation" ARGS ${tiny_segment} -i @DATA@ --slice axial:10
  --object liver --box 120,180,300,380 --window soft-tissue -o seg.dcm --overlay overlay.png
  DATA volumes/ct_dicom/series LABELS real-data STDOUT "\"object\":\"liver\".*\"area_mm2\"" SILENT)

# GDCM ends its process for this one where it was built with assertions (Debian's is).
set(damage "dd bs=1 seek=162 conv=notrunc 2> dd.txt")
imis_add_cli_test(NAME "segment: a DICOM file damaged in its first group" ARGS ${tiny_segment} -i bad.dcm --box 1,2,3,4 -o mask.png
  SETUP sh -c "cp @DATA@/001.dcm bad.dcm && printf ^ | ${damage} of=bad.dcm"
  DATA volumes/ct_dicom/series LABELS real-data EXIT 1 STDERR "imis: error: bad.dcm: [^\n]*\n$" ABSENT mask.png)
imis_add_cli_test(NAME "segment: a damaged DICOM file of a folder costs nothing else" ARGS ${ellipse_segment} -i in --prompts p.json -o out
  SETUP sh -c "mkdir in && cp @DATA@/001.dcm in/bad.dcm && cp @DATA@/002.dcm in/good.dcm && printf ^ | ${damage} of=in/bad.dcm && echo \
    '{\"images\": [{\"image\": \"bad.dcm\", \"objects\": [{\"name\": \"x\", \"box\": [60, 55, 150, 115]}]}, \
      {\"image\": \"good.dcm\", \"objects\": [{\"name\": \"x\", \"box\": [60, 55, 150, 115]}]}]}' > p.json"
  DATA volumes/ct_dicom/series LABELS real-data EXIT 3 STDOUT "good.dcm"
  STDERR "failed: bad.dcm: in/bad.dcm: [^\n]*\n[^\n]*1 of 2 images failed")

# A folder at once: what fails is listed at the end and costs nothing else.
set(folder sh -c "mkdir in && cp ${ct} in/a.png && cp ${ct} in/b.png && : > in/empty.png && echo \
  '{\"images\": [{\"image\": \"a.png\", \"objects\": [{\"name\": \"x\", \"box\": [60, 55, 150, 115]}]}, \
    {\"image\": \"empty.png\", \"objects\": [{\"name\": \"x\", \"box\": [60, 55, 150, 115]}]}, \
    {\"image\": \"b.png\", \"objects\": [{\"name\": \"x\", \"box\": [60, 55, 150, 115]}]}]}' > p.json")
imis_add_cli_test(NAME "segment a folder" ARGS ${ellipse_segment} -i in --prompts p.json -o out SETUP ${folder}
  EXIT 3 STDOUT "a.png.*\n.*b.png" STDERR "failed: empty.png: in/empty.png: is empty\n[^\n]*1 of 3 images failed" SAME out/a.png=out/b.png)
string(REPLACE "\"empty.png\"" "\"./a.png\"" same_twice "${folder}")
imis_add_cli_test(NAME "an image that stands twice in a folder's prompts" ARGS ${ellipse_segment} -i in --prompts p.json -o out --threads 2
  SETUP ${same_twice} EXIT 3 STDOUT "a.png.*\n.*b.png" STDERR "failed: ./a.png: out/a.png: is the output of another image" SAME out/a.png=out/b.png)
imis_add_cli_test(NAME "a file of that folder alone" ARGS ${ellipse_segment} -i in/b.png --prompts p.json -o b.png SETUP ${folder}
  STDOUT "\"image\":\"in/b.png\"" SILENT)

# Sessions.
imis_add_cli_test(NAME "a session" ARGS ${tiny_segment} --session
  STDIN "open ${ct}\nobject liver\nbox 60 55 150 115\npoint 500 3\n{\"command\": \"point\", \"point\": [100, 80, 1]}\nundo\nsave a.png\nquit\n"
  STDOUT "\"encode_s\".*\"object\":\"liver\".*\"rounds\":1.*\"ok\":false[^\n]*lies outside.*\"rounds\":2.*\"rounds\":1.*\"output\":\"a.png\"" SILENT)

# Bad input: one line that says what and where, and nothing half-written.
foreach(case
    "a box outside|-i ${ct} --box 60,60,1500,150|2|the box 60,60,1500,150 lies outside of [^\n]*ct_000.png, whose pixels are x 0 to"
    "a box with swapped corners|-i ${ct} --box 150,60,60,150|2|x0 <= x1"
    "a point outside|-i ${ct} --point 3,4000|2|the point 3,4000 lies outside"
    "a point that is NaN|-i ${ct} --point nan,4|2|--point 'nan,4' must hold x, y"
    "no prompt|-i ${ct}|2|nothing says what to segment"
    "no input|--box 1,2,3,4|2|--input is required"
    "no such file|-i gone.png --box 1,2,3,4|1|gone.png: no such file"
    "a text too long|-i ${ct} --text long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long_long|2|shorten it"
    "an unknown ending|-i ${ct} --box 1,2,3,4 -o mask.bmp|2|must end in .png"
    "a folder that can't be made|-i ${ct} --box 1,2,3,4 -o /proc/imis/mask.png|2|/proc/imis/mask.png: cannot be written"
    "an unknown window|-i ${ct} --box 1,2,3,4 --window foggy|2|soft-tissue"
    "millimetres in a picture|-i ${ct} --coords lps --point 1,2,3|2|does not say where it lies in the patient"
    "an object without prompts|-i ${ct} --object liver|2|--object liver: no prompt follows it"
    "two boxes for one object|-i ${ct} --box 1,2,3,4 --box 3,4,5,6|2|--box is given twice"
    "prompts in a session|--session --box 1,2,3,4|2|as commands on stdin"
    "a DICOM segmentation of a picture|-i ${ct} --box 1,2,30,40 -o seg.dcm|2|write .nii.gz")
  string(REPLACE "|" ";" fields "${case}")
  list(GET fields 0 name)
  list(GET fields 1 words)
  list(GET fields 2 code)
  list(GET fields 3 message)
  separate_arguments(words UNIX_COMMAND "${words}")
  imis_add_cli_test(NAME "segment: ${name}" ARGS ${tiny_segment} ${words} EXIT ${code} STDERR "^imis: error: [^\n]*${message}[^\n]*\n$"
    ABSENT mask.png seg.dcm mask.bmp)
endforeach()
imis_add_cli_test(NAME "segment: a prompt that the model lacks" ARGS ${ellipse_segment} -i ${ct} --point 3,4
  EXIT 2 STDERR "takes no point prompts. it takes a box")
imis_add_cli_test(NAME "segment: a file that is there" ARGS ${tiny_segment} -i ${ct} --box 1,2,30,40 -o mask.png
  SETUP sh -c "echo mine > mask.png && cp mask.png kept.png" EXIT 2 STDERR "mask.png: exists already" SAME mask.png=kept.png)
imis_add_cli_test(NAME "segment: a volume without a slice" ARGS ${tiny_segment} -i v.nrrd --box 1,2,30,30 SETUP ${make_volume} v
  EXIT 2 STDERR "v.nrrd has 20 slices. say which one is meant, for example slice axial:0 [(]--slice[)]")
imis_add_cli_test(NAME "segment: a slice that is not there" ARGS ${tiny_segment} -i v.nrrd --slice sagittal:40 --box 1,2,10,10
  SETUP ${make_volume} v EXIT 2 STDERR "slice sagittal:40: v.nrrd has 40 such slices, 0 to 39 [(]--slice[)]")
imis_add_cli_test(NAME "segment: a propagation into a picture" ARGS ${tiny_segment} -i v.nrrd --slice axial:4 --box 1,2,10,10 --propagate
  -o mask.png SETUP ${make_volume} v EXIT 2 STDERR "write .nii.gz or .nrrd" ABSENT mask.png)

# A session driven by a script.
if(IMIS_PYTHON)
  add_test(NAME "end-to-end/a session driven by a script" COMMAND "${IMIS_PYTHON}" "${CMAKE_CURRENT_SOURCE_DIR}/drive_session.py"
    $<TARGET_FILE:imis> "${PROJECT_SOURCE_DIR}/models/imis-tiny" "${PROJECT_SOURCE_DIR}/data/phantoms/phantom_ct/image/ct_000.png"
    "${CMAKE_CURRENT_BINARY_DIR}/work/driven_session")
  set_tests_properties("end-to-end/a session driven by a script" PROPERTIES TIMEOUT 300)
endif()

# Propagation on a real CT: spleen, right kidney and liver from a box on one slice each.
if(IMIS_PYTHON)
  add_test(NAME "end-to-end/propagation on a real CT" COMMAND sh "${CMAKE_CURRENT_SOURCE_DIR}/real_propagation.sh"
    "${IMIS_PYTHON}" "${PROJECT_SOURCE_DIR}" $<TARGET_FILE:imis>)
  set_tests_properties("end-to-end/propagation on a real CT" PROPERTIES
    TIMEOUT 600 LABELS real-data SKIP_REGULAR_EXPRESSION "Skipped, real data absent")
endif()
