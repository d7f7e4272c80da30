# Makes the target imis_gdcm: GDCM's reader of images and its codecs.
#
# By folder, not with GDCM's CMake package: Debian's requires more than its development package installs.

find_path(GDCM_HEADERS gdcmImageReader.h PATH_SUFFIXES gdcm-3.0 gdcm-3.2 gdcm)
set(gdcm_libraries "")
foreach(module MSFF DSED Common)
  find_library(GDCM_${module}_LIBRARY gdcm${module})
  list(APPEND gdcm_libraries "${GDCM_${module}_LIBRARY}")
endforeach()
if(NOT GDCM_HEADERS OR gdcm_libraries MATCHES NOTFOUND)
  message(FATAL_ERROR "GDCM was not found; install libgdcm-dev, as scripts/setup.sh does")
endif()
add_library(imis_gdcm INTERFACE)
target_include_directories(imis_gdcm SYSTEM INTERFACE "${GDCM_HEADERS}")
target_link_libraries(imis_gdcm INTERFACE ${gdcm_libraries})
