// Clicks and boxes, on panels and in legends.
#pragma once

#include <opencv2/core.hpp>

#include "colours.hpp"
#include "imis/drawing/overlay.hpp"
#include "picture.hpp"
#include "view.hpp"

namespace imis::drawing {

inline constexpr double click_diameter = 17;  // of a disc with its ring, at a unit of 1

// The unit below which a disc has no room for its sign and says what it is by its colour alone.
inline constexpr double least_signed_click = 0.5;

// The disc of a click around a place, green with a plus or red with a minus, in a ring with a dark rim; `unit` 1 gives
// a disc of 14 pixels. What lies outside of the picture is cut off.
void draw_click(Picture& picture, cv::Point2d at, bool positive, double unit, const Colour& ring = white);

// A box's outline from corner to corner, both inclusive; dashed, so that it does not hide the outline of the mask in
// it.
void draw_box(Picture& picture, cv::Point from, cv::Point to, const Colour& colour, double unit);

// A click on a view's panel, which begins at `panel` on the picture: discs at its edges are drawn whole.
void draw_click(Picture& picture, cv::Point panel, const ClickMark& click, const View& view, double unit,
                const Colour& ring = white);

// A box of stored pixels on a view's panel, cut at the panel's edges.
void draw_box(Picture& panel, const Box& box, const Colour& colour, const View& view);

// A rectangle of stored pixels in a drawn-through line, whose inner edge runs around them.
void draw_frame(Picture& panel, const cv::Rect& pixels, const Colour& colour, const View& view);

}  // namespace imis::drawing
