// Volumes in NIfTI files; label maps, always as NIfTI-1.
#pragma once

#include <filesystem>
#include <optional>

#include "imis/image/volume.hpp"

namespace imis {

// One volume of a file of up to four dimensions; slope and intercept are applied. Throws as read_volume.
[[nodiscard]] Volume read_nifti(const std::filesystem::path& file, std::optional<int> frame);

// Writes a label map, compressed where the name ends in .gz. Throws Error with the reason, without the name.
void write_nifti_labels(const std::filesystem::path& file, const LabelVolume& volume);

}  // namespace imis
