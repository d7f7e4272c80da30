# Makes the target imis_itk: ITK's readers and writers of the formats that the README names, and nothing else from it.
#
# ITK's own use file is not used: it changes flags and include folders of every target and registers formats behind the
# program's back.

# The probe for HDF5, which Debian's ITK was built with, prints messages at every configure.
set(HDF5_FIND_QUIETLY ON)
find_package(ITK 5.2 REQUIRED COMPONENTS
  ITKCommon ITKIOBMP ITKIOGDCM ITKIOJPEG ITKIOMeta ITKIONRRD ITKIOPNG ITKIOTIFF ITKNIFTI)

set(itk_include_dirs ${ITK_INCLUDE_DIRS})
# As a system include folder it would hide the compiler's own headers from #include_next.
list(REMOVE_ITEM itk_include_dirs /usr/include)
list(REMOVE_DUPLICATES itk_include_dirs)
add_library(imis_itk INTERFACE)
target_include_directories(imis_itk SYSTEM INTERFACE ${itk_include_dirs})
target_link_libraries(imis_itk INTERFACE ${ITK_LIBRARIES})

# GDCM, which ITK reads DICOM with, is also called directly: to silence its warnings and to read what ITK would change.
find_path(GDCM_HEADERS gdcmTrace.h PATH_SUFFIXES gdcm-3.0 gdcm-3.2 gdcm)
set(gdcm_libraries "")
foreach(module MSFF DSED Common)
  find_library(GDCM_${module}_LIBRARY gdcm${module})
  list(APPEND gdcm_libraries "${GDCM_${module}_LIBRARY}")
endforeach()
if(NOT GDCM_HEADERS OR gdcm_libraries MATCHES NOTFOUND)
  message(FATAL_ERROR "GDCM was not found; install libgdcm-dev (it comes with libinsighttoolkit5-dev)")
endif()
target_include_directories(imis_itk SYSTEM INTERFACE "${GDCM_HEADERS}")
target_link_libraries(imis_itk INTERFACE ${gdcm_libraries})
