// The headers of MetaImage and NRRD, which are lines of text: what ITK overlooks in them.
#pragma once

#include <filesystem>

namespace imis {

// Throws ItemError where the voxels of a MetaImage, in it or in the file that it names, are missing or cut off: its library silently fills
// in zeros. Voxels in a list of files pass.
void check_complete_meta_image(const std::filesystem::path& file);

// Whether a NRRD says that its axes point to the patient's left, front and head.
[[nodiscard]] bool is_left_anterior_superior_nrrd(const std::filesystem::path& file);

}  // namespace imis
