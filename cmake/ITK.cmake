# Makes the target imis_itk: ITK's readers and writers of MetaImage and NRRD, and nothing else from it.
#
# ITK's own use file is not used: it changes flags and include folders of every target and registers formats behind the
# program's back.

# The probe for HDF5, which Debian's ITK was built with, prints messages at every configure.
set(HDF5_FIND_QUIETLY ON)
find_package(ITK 5.2 REQUIRED COMPONENTS ITKCommon ITKIOMeta ITKIONRRD)

set(itk_include_dirs ${ITK_INCLUDE_DIRS})
# As a system include folder it would hide the compiler's own headers from #include_next.
list(REMOVE_ITEM itk_include_dirs /usr/include)
list(REMOVE_DUPLICATES itk_include_dirs)
add_library(imis_itk INTERFACE)
target_include_directories(imis_itk SYSTEM INTERFACE ${itk_include_dirs})
target_link_libraries(imis_itk INTERFACE ${ITK_LIBRARIES})
