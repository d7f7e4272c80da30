# imis_add_cli_test(NAME n ARGS ... [GOLDEN file] [FILES output=golden ...] [EXIT code] [STDOUT regex] [STDERR regex]
#                   [SILENT] [DICE round=least ...] [SAME file=other ...] [ABSENT file ...] [STDIN text] [SETUP command
#                   ...] [DATA path] [LABELS ...])
#
# One end-to-end case: runs `imis ARGS` in a fresh folder of its own, then compares
#   EXIT    the exit code (default 0),
#   GOLDEN  stdout with tests/cli/golden/FILE, byte for byte,
#   FILES   files that it wrote (relative to its folder) with tests/cli/golden/FILE, byte for byte,
#   STDOUT  stdout with a regular expression of CMake, for what a golden file can't hold,
#   STDERR  stderr likewise; SILENT demands that it is empty,
#   SAME    two files in its folder with each other, byte for byte,
#   ABSENT  files that must not be there,
#   DICE    the overall image mean of rounds in out/summary.json, which must reach a value each.
# STDIN is what the program reads there. In ARGS, STDIN and SETUP @SOURCE@ stands for the repository, @BUILD@ for the
# build folder. SETUP is one command that prepares the case's folder. DATA is a path (IMIS_TEST_DATA, by default
# ../shared/data, is put before it) without which the case is skipped; it stands in ARGS as @DATA@.
#
# `IMIS_UPDATE_GOLDEN=1 ctest --test-dir build -R '^end-to-end/NAME'` writes what the program gave as the new golden
# files: read the difference before committing it.
function(imis_add_cli_test)
  cmake_parse_arguments(CASE "SILENT" "NAME;GOLDEN;EXIT;STDOUT;STDERR;STDIN;DATA" "ARGS;FILES;SETUP;LABELS;DICE;SAME;ABSENT" ${ARGN})
  if(CASE_UNPARSED_ARGUMENTS OR NOT CASE_NAME)
    message(FATAL_ERROR "imis_add_cli_test ${CASE_NAME}: unexpected arguments: ${CASE_UNPARSED_ARGUMENTS}")
  endif()
  if(NOT DEFINED CASE_EXIT)
    set(CASE_EXIT 0)
  endif()
  # Values go through a file, since no quoting survives both CMake and CTest command lines.
  string(MAKE_C_IDENTIFIER "${CASE_NAME}" folder)
  set(case_file "${CMAKE_CURRENT_BINARY_DIR}/cases/${folder}.cmake")
  set(content "")
  foreach(field ARGS GOLDEN FILES EXIT STDOUT STDERR STDIN SILENT DICE SAME ABSENT SETUP DATA)
    string(APPEND content "set(CASE_${field} [==[${CASE_${field}}]==])\n")
  endforeach()
  file(WRITE "${case_file}" "${content}")

  add_test(NAME "end-to-end/${CASE_NAME}" COMMAND "${CMAKE_COMMAND}"
    -D "CASE_FILE=${case_file}"
    -D "WORK_FOLDER=${CMAKE_CURRENT_BINARY_DIR}/work/${folder}"
    -D "PROGRAM=$<TARGET_FILE:imis>"
    -D "SOURCE_FOLDER=${PROJECT_SOURCE_DIR}" -D "BUILD_FOLDER=${PROJECT_BINARY_DIR}"
    -P "${PROJECT_SOURCE_DIR}/tests/cli/run_case.cmake")
  set_tests_properties("end-to-end/${CASE_NAME}" PROPERTIES
    TIMEOUT 600 ENVIRONMENT "OMP_NUM_THREADS=1" SKIP_REGULAR_EXPRESSION "Skipped, real data absent")
  if(CASE_DATA)
    list(APPEND CASE_LABELS real-data)
  endif()
  if(CASE_LABELS)
    set_tests_properties("end-to-end/${CASE_NAME}" PROPERTIES LABELS "${CASE_LABELS}")
  endif()
endfunction()
