// The shape of masks: components, and how deep pixels lie inside.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "imis/image/image.hpp"

namespace imis {

// The foreground's 8-connected component of most pixels, as a mask of the same size; of equally large components the
// one whose first pixel comes first in row-major order. All background where the mask is.
[[nodiscard]] Mask largest_component(const Mask& mask);

// For every pixel the squared Euclidean distance, in pixels between pixel centres, to the nearest background pixel; 0
// for background. Everything outside the image counts as background: a foreground pixel of the first row has depth 1.
//
// height * width whole numbers, rows top to bottom. They are exact, so that pixels of equal depth compare equal.
// OpenCV's distanceTransform (DIST_L2, DIST_MASK_PRECISE) returns rounded square roots that differ in the last bit
// between its vector code and the remainder of a row, which tells equal depths apart. Computed as in: Meijster,
// Roerdink and Hesselink, "A general algorithm for computing distance transforms in linear time", 2000. Sides up to
// max_image_side (image.hpp) keep every number below 2^31.
[[nodiscard]] std::vector<std::int32_t> squared_depths(const Mask& mask);

// The first pixel of greatest depth in row-major order. `depths` must not be empty.
struct Deepest {
    std::int32_t depth = 0;
    std::size_t pixel = 0;
};

[[nodiscard]] Deepest deepest_pixel(const std::vector<std::int32_t>& depths);

}  // namespace imis
