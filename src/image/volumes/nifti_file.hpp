// NIfTI-1 files, through the format's own library (nifti1_io, which ITK brings along); ARCHITECTURE.md says why not through ITK.
#pragma once

#include <filesystem>
#include <memory>
#include <nifti1_io.h>

namespace imis {

struct FreeNifti {
    void operator()(nifti_image* image) const { nifti_image_free(image); }
};
using NiftiFile = std::unique_ptr<nifti_image, FreeNifti>;

// Whether a file has the name of a NIfTI file: .nii, or a pair of .hdr and .img, each perhaps with .gz behind it.
[[nodiscard]] bool has_nifti_name(const std::filesystem::path& file);

// Reads the header. Throws ItemError where there is none that makes sense, and where the file ends before its last voxel, which the
// library would not say; so the file is read to its end.
[[nodiscard]] NiftiFile open_nifti(const std::filesystem::path& file);

}  // namespace imis
