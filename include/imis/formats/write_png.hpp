// Writing masks and images as PNG; label maps: label_image.hpp.
#pragma once

#include <filesystem>

#include "imis/image/image.hpp"

namespace imis {

// Writes a mask as an 8-bit grey PNG, 0 for background and 255 for foreground, making missing folders. The file is complete
// or not there (write_file_atomically). Throws Error naming the file.
void write_mask_png(const std::filesystem::path& path, const Mask& mask);

// Writes an image as an 8-bit RGB PNG, likewise.
void write_image_png(const std::filesystem::path& path, const Image& image);

}  // namespace imis
