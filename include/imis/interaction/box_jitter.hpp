// Boxes drawn less exactly than the tight one.
#pragma once

#include "imis/base/random.hpp"
#include "imis/image/geometry.hpp"

namespace imis {

// Moves each of the four sides on its own by a whole number drawn uniformly from -pixels..pixels, keeps the sides inside an
// image of the given size, and swaps two that have crossed: 0 <= x0 <= x1 < width, 0 <= y0 <= y1 < height. pixels = 0
// returns the box as it is. The side's place in (x0, y0, x1, y1) is the draw's index under `key`, so that no side's draw depends
// on another's. Throws Error where pixels is negative.
//
// The same jitter as the reference's in training, which takes 5 (IMIS-Bench dataloaders/data_utils.py, get_bboxes_from_mask
// with offset), but for what it leaves out: it bounds x0 and y0 below and x1 and y1 above alone, lets crossed sides stand, and
// takes the width for the height and the height for the width.
[[nodiscard]] Box jitter_box(const Box& box, int pixels, Size image, const RandomKey& key);

}  // namespace imis
