#pragma once

#include <filesystem>

namespace imis {

// Throws ItemError where the voxels of a MetaImage, in it or in the file that it names, are missing or cut off: its library fills what is
// missing with zeros and says nothing. Voxels in a list of files pass.
void check_complete_meta_image(const std::filesystem::path& file);

}  // namespace imis
