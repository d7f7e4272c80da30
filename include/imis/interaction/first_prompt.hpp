// First prompts for a target that are drawn at random: those of the reference (protocol.md 1; IMIS-Bench
// dataloaders/data_utils.py) and of SAM-Med2D. Coordinates are pixels of the target's grid.
#pragma once

#include "imis/base/random.hpp"
#include "imis/image/image.hpp"
#include "imis/interaction/prompt.hpp"

namespace imis {

// A positive click drawn uniformly from the half of the target's pixels that is nearest to its centroid (Euclidean distance
// of pixel indices; of equally distant pixels the first in row-major order counts as nearer). A target of one pixel is
// clicked on that pixel; the reference would click on the background. Throws Error where the target is empty.
[[nodiscard]] Click first_click(const Mask& target, const RandomKey& key);

// A positive click drawn uniformly from all pixels of the target (SAM-Med2D utils.py, init_point_sampling with one point).
// Throws Error where the target is empty; SAM-Med2D would click on the background.
[[nodiscard]] Click uniform_first_click(const Mask& target, const RandomKey& key);

}  // namespace imis
