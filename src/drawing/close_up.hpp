// The part of an image around a target.
#pragma once

#include <opencv2/core.hpp>

#include "imis/drawing/rounds.hpp"

namespace imis::drawing {

// A square, or what of the image is left of it, that holds the truth, the masks and the prompts of the first target
// with some room around them; no smaller than a third of the image's shorter side, so that one sees where it is.
[[nodiscard]] cv::Rect close_up(const DrawnImage& image);

}  // namespace imis::drawing
