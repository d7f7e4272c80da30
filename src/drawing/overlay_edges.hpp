// What stands at the edges of an overlay's panel: stored coordinates at the left and below, the patient's directions
// inside.
#pragma once

#include <opencv2/core.hpp>

#include "imis/image/slices.hpp"
#include "view.hpp"

namespace imis::drawing {

// Pixels around the panel that ticks, numbers and names take.
struct TickMargins {
    int left = 0;
    int right = 0;  // half a number that stands at the very end
    int bottom = 0;
};

[[nodiscard]] TickMargins tick_margins(const View& view);

// Draws ticks at round coordinates, at the middle of their pixel, with numbers, and beside them the axis's name and an
// arrow that points to where it grows. `panel` is where the panel lies on the picture.
void draw_ticks(Picture& picture, const cv::Rect& panel, const View& view);

// The letters of the patient's directions, on the panel, where the turn has them.
void draw_edge_letters(Picture& panel, const DisplayTurn& turn, const View& view);

}  // namespace imis::drawing
