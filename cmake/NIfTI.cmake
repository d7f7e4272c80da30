# Makes the target imis_nifti: the NIfTI library's reader and writer of NIfTI-1 and NIfTI-2 (nifti2_io).
#
# ITK's copy of its predecessor (nifti1_io, target ITKNIFTI) must never be linked alongside it, not even in tests: it
# has functions of the same names that take other structs, and the dynamic linker would mix them up.

find_path(NIFTI_INCLUDE_DIR nifti/nifti2_io.h)
find_library(NIFTI2_LIBRARY nifti2)
if(NOT NIFTI_INCLUDE_DIR OR NOT NIFTI2_LIBRARY)
  message(FATAL_ERROR "The NIfTI library (nifti2_io) was not found; install libnifti2-dev, as scripts/setup.sh does")
endif()
add_library(imis_nifti INTERFACE)
target_include_directories(imis_nifti SYSTEM INTERFACE
  "$<$<NOT:$<STREQUAL:${NIFTI_INCLUDE_DIR},/usr/include>>:${NIFTI_INCLUDE_DIR}>")
target_link_libraries(imis_nifti INTERFACE "${NIFTI2_LIBRARY}")
