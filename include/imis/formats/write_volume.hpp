// Writing label maps.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "imis/image/volume.hpp"

namespace imis {

// Whether the name of a file ends as one that write_label_volume writes: .nii, .nii.gz, .nrrd or .mha.
[[nodiscard]] bool is_label_volume_name(const std::filesystem::path& path);

// Writes a label map of 8-bit values on its own grid, compressed where the format can be (.nii is not). Missing folders are made;
// the file is complete or not there. Throws Error naming the file and the reason.
void write_label_volume(const std::filesystem::path& path, const LabelVolume& volume);

}  // namespace imis
