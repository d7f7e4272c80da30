# Makes the target imis_nifti: the NIfTI library's reader and writer of NIfTI-1 and NIfTI-2 (nifti2_io).
#
# Linked statically and kept to itself: a copy of its forerunner that some other library brings along (ITK's nifti1_io, say) has
# functions of the same names that take other structs, and the linker must not give one's callers the other.

find_path(NIFTI_INCLUDE_DIR nifti/nifti2_io.h)
find_library(NIFTI_LIBRARY libnifti2.a)
find_library(NIFTI_ZNZ_LIBRARY libznz.a)
if(NOT NIFTI_INCLUDE_DIR OR NOT NIFTI_LIBRARY OR NOT NIFTI_ZNZ_LIBRARY)
  message(FATAL_ERROR "The NIfTI library (libnifti2.a, libznz.a) was not found; install libnifti2-dev (scripts/setup.sh does)")
endif()
add_library(imis_nifti INTERFACE)
target_include_directories(imis_nifti SYSTEM INTERFACE "$<$<NOT:$<STREQUAL:${NIFTI_INCLUDE_DIR},/usr/include>>:${NIFTI_INCLUDE_DIR}>")
target_link_libraries(imis_nifti INTERFACE "${NIFTI_LIBRARY}" "${NIFTI_ZNZ_LIBRARY}" ZLIB::ZLIB)
target_link_options(imis_nifti INTERFACE "LINKER:--exclude-libs,libnifti2.a:libznz.a")
