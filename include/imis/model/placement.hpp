// Where a model wants an image on its grid.
#pragma once

#include "imis/image/placement.hpp"
#include "imis/model/input_spec.hpp"

namespace imis {

// The place of an image on the model grid by the manifest's resize:
// - stretch: the whole grid;
// - longest_side: each side int(side * scale + 0.5) with scale = grid / longer side (at least one pixel), at the left upper
//   corner (segment_anything, ResizeLongestSide.get_preprocess_shape);
// - pad_or_stretch: an image smaller than the grid in both directions as it is, with half of what is missing, rounded down,
//   at its left and top (SAM-Med2D); any other takes the whole grid.
// Throws Error where the image has no pixel.
[[nodiscard]] Placement place(Size original, const InputSpec& input);

// A mask of the original size at the size that the image has on the model grid (Placement::content), by nearest neighbour: with
// pixel centres, or as OpenCV's INTER_NEAREST where the manifest's interpolation is that. Padding is not part of it.
[[nodiscard]] Mask mask_as_placed(const Mask& original, const InputSpec& input);

}  // namespace imis
