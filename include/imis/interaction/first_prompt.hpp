// The reference's first prompts for a target (protocol.md 1; IMIS-Bench dataloaders/data_utils.py).
#pragma once

#include "imis/base/random.hpp"
#include "imis/image/image.hpp"
#include "imis/interaction/prompt.hpp"

namespace imis {

// A positive click drawn uniformly from the half of the target's pixels that is nearest to its centroid (Euclidean distance
// of pixel indices; of equally distant pixels the first in row-major order counts as nearer). A target of one pixel is
// clicked on that pixel; the reference would click on the background. The target must not be empty.
[[nodiscard]] Click first_click(const Mask& target, const RandomKey& key);

}  // namespace imis
