// Writing masks, images and label maps as PNG.
#pragma once

#include <cstdint>
#include <filesystem>
#include <vector>

#include "imis/image/image.hpp"

namespace imis {

// Writes a mask as an 8-bit grey PNG, 0 for background and 255 for foreground, making missing folders. The file is complete
// or not there (write_file_atomically). Throws Error naming the file.
void write_mask_png(const std::filesystem::path& path, const Mask& mask);

// Writes an image as an 8-bit RGB PNG, likewise.
void write_image_png(const std::filesystem::path& path, const Image& image);

// A picture that says which object a pixel belongs to: rows top to bottom, one byte a pixel: 0 is background, objects count from 1.
struct LabelImage {
    Size size;
    std::vector<std::uint8_t> labels;
};

// Writes a label map as an 8-bit PNG with a palette, making missing folders: the indices are the labels, the palette holds
// label_colour of 0..255. The file is complete or not there (write_file_atomically). Throws Error naming the file, also
// where the labels are not as many as the pixels or there are none.
void write_label_png(const std::filesystem::path& path, const LabelImage& image);

}  // namespace imis
