// One image in a row of panels.
#pragma once

#include <opencv2/core.hpp>

#include "imis/drawing/rounds.hpp"

namespace imis::drawing {

struct StripStyle {
    cv::Size room;  // of a panel
    double click_unit = 1;
    bool snug = false;  // whether panels may be narrower than their room, as a narrow image is
};

// Names, true outlines, rounds, with captions; without a margin. The image must have passed check().
[[nodiscard]] cv::Mat strip(const DrawnImage& image, const StripStyle& style);

}  // namespace imis::drawing
