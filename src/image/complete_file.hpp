// Whether a file holds all that its header promises: the libraries fill what is missing with zeros and say nothing.
#pragma once

#include <filesystem>

namespace imis {

// Throws ItemError where the voxels of a NIfTI file (.nii, .nii.gz) are cut off. Reads the file to its end. Files of other names, such
// as pairs of .hdr and .img, pass.
void check_complete_nifti(const std::filesystem::path& file);

// Throws ItemError where the voxels of a MetaImage, in it or in the file that it names, are missing or cut off. Voxels in a list of files
// pass.
void check_complete_meta_image(const std::filesystem::path& file);

}  // namespace imis
