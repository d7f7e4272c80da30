# Makes the target imis_dcmtk: DCMTK's data set, functional group and segmentation modules.
#
# By folder, not with DCMTK's CMake package: Debian's requires DCMTK's command-line programs to be installed too.

find_path(DCMTK_INCLUDE_DIR dcmtk/dcmseg/segdoc.h)
set(dcmtk_libraries "")
foreach(module dcmseg dcmfg dcmiod dcmdata oflog ofstd)
  find_library(DCMTK_${module}_LIBRARY ${module})
  list(APPEND dcmtk_libraries "${DCMTK_${module}_LIBRARY}")
endforeach()
if(NOT DCMTK_INCLUDE_DIR OR dcmtk_libraries MATCHES NOTFOUND)
  message(FATAL_ERROR
    "DCMTK with its segmentation module (dcmseg) was not found; install libdcmtk-dev, as scripts/setup.sh does")
endif()
add_library(imis_dcmtk INTERFACE)
target_include_directories(imis_dcmtk SYSTEM INTERFACE
  "$<$<NOT:$<STREQUAL:${DCMTK_INCLUDE_DIR},/usr/include>>:${DCMTK_INCLUDE_DIR}>")
target_link_libraries(imis_dcmtk INTERFACE ${dcmtk_libraries})
