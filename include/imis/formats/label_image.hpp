// Label maps: pictures that say which object a pixel belongs to.
#pragma once

#include <cstdint>
#include <filesystem>
#include <vector>

#include "imis/image/geometry.hpp"

namespace imis {

// Rows top to bottom, one byte a pixel: 0 is background, objects count from 1.
struct LabelImage {
    Size size;
    std::vector<std::uint8_t> labels;
};

// Writes a label map as an 8-bit PNG with a palette, making missing folders: the indices are the labels, the palette holds
// label_colour of 0..255. The file is complete or not there (write_file_atomically). Throws Error naming the file, also
// where the labels are not as many as the pixels or there are none.
void write_label_png(const std::filesystem::path& path, const LabelImage& image);

}  // namespace imis
