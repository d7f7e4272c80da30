// NIfTI files of both versions, through the format's own library; ARCHITECTURE.md says why not through ITK.
#pragma once

#include <cstddef>
#include <filesystem>
#include <memory>
#include <nifti/nifti2_io.h>
#include <vector>

namespace imis {

struct FreeNifti {
    void operator()(nifti_image* image) const { nifti_image_free(image); }
};
using NiftiFile = std::unique_ptr<nifti_image, FreeNifti>;

// Reads the header. Throws ItemError where there is none that makes sense.
[[nodiscard]] NiftiFile open_nifti(const std::filesystem::path& file);

// The voxels of one volume of a file whose header was read from there, in the type of the file and the byte order of this
// machine. Not by the library, which fills what is missing with zeros and may take another file. Reads to the end and throws
// ItemError where the file is damaged or ends before its last voxel, of whichever volume.
[[nodiscard]] std::vector<std::byte> read_nifti_voxels(const nifti_image& image, int frame,
                                                       const std::filesystem::path& file);

}  // namespace imis
