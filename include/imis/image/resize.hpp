// Nearest-neighbour resizing with pixel centres.
#pragma once

#include "imis/image/image.hpp"

namespace imis {

// Stretches to a size, height and width on their own: the value at target index i is the one at source index
// floor((i + 0.5) * in / out), computed in whole numbers as ((2 i + 1) * in) / (2 * out). This is Pillow's NEAREST, and
// OpenCV's INTER_NEAREST_EXACT wherever that one's fixed-point numbers are exact (as for powers of two). Both sizes must be
// positive; throws Error otherwise.
[[nodiscard]] Image resize_nearest(const Image& image, Size size);
[[nodiscard]] Mask resize_nearest(const Mask& mask, Size size);

}  // namespace imis
