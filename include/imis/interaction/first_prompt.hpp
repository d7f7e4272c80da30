// First prompts for a target that are drawn at random: those of the reference (IMIS-Bench dataloaders/data_utils.py) and of
// SAM-Med2D. Coordinates are pixels of the target's grid.
#pragma once

#include "imis/base/random.hpp"
#include "imis/image/image.hpp"
#include "imis/interaction/prompt.hpp"

namespace imis {

// A positive click drawn uniformly from the half of the target's pixels that is nearest to its centroid (Euclidean distance
// of pixel indices; of equally distant pixels the first in row-major order counts as nearer). A target of one pixel is
// clicked on that pixel; the reference would click on the background. Throws Error where the target is empty.
[[nodiscard]] Click central_click(const Mask& target, const RandomKey& key);

// A positive click drawn uniformly from all pixels of the target (SAM-Med2D utils.py, init_point_sampling with one point).
// Throws Error where the target is empty; SAM-Med2D would click on the background.
[[nodiscard]] Click uniform_click(const Mask& target, const RandomKey& key);

// Moves each of the four sides on its own by a whole number drawn uniformly from -pixels..pixels, keeps the sides inside an
// image of the given size, and swaps two that have crossed: 0 <= x0 <= x1 < width, 0 <= y0 <= y1 < height. pixels = 0
// returns the box as it is. The side's place in (x0, y0, x1, y1) is the index of its draw under `key`, so no side's draw depends
// on another's. Throws Error where pixels is negative.
//
// The jitter of the reference's training, which uses 5 pixels (get_bboxes_from_mask with offset), without its gaps: it bounds
// x0 and y0 only from below and x1 and y1 only from above, keeps crossed sides, and mixes up width and height.
[[nodiscard]] Box jitter_box(const Box& box, int pixels, Size image, const RandomKey& key);

}  // namespace imis
