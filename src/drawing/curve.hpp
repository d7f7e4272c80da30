// A score over the rounds.
#pragma once

#include <span>

#include <opencv2/core.hpp>

#include "colours.hpp"
#include "picture.hpp"

namespace imis::drawing {

// A line chart of scores from 0 to 1 after rounds 1, 2, ...: lines at each quarter, numbers at halves and below the
// rounds.
[[nodiscard]] Picture curve(std::span<const double> scores, const Colour& colour, cv::Size size,
                            const PageColours& colours);

}  // namespace imis::drawing
