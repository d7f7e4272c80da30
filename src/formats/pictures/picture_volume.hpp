#pragma once

#include <filesystem>

#include "imis/image/volume.hpp"

namespace imis {

// Reads a PNG, JPEG, BMP or TIFF file as a volume whose voxels have no known size: grey values in their full depth,
// colours in 8 bits. The pages of a TIFF are its slices; only the first counts where their sizes differ. Throws
// ItemError as read_image.
[[nodiscard]] Volume read_picture_volume(const std::filesystem::path& path);

}  // namespace imis
