// Clicks, boxes and the letters at the edges of an overlay's panel, and the same symbols for its legend.
#pragma once

#include <span>

#include <opencv2/core.hpp>

#include "imis/drawing/overlay.hpp"
#include "overlay_text.hpp"
#include "overlay_view.hpp"

namespace imis::overlay {

// The disc of a click, green with a plus or red with a minus.
void draw_click(cv::Mat& picture, cv::Point at, bool positive, double unit);

// A box's outline from corner to corner, both inclusive; dashed, so that it does not hide the outline of the mask in it.
void draw_box(cv::Mat& picture, cv::Point from, cv::Point to, const Colour& colour, double unit);

// All boxes, cut at the image's edges.
void draw_boxes(cv::Mat& panel, std::span<const OverlayObject> objects, const View& view);

void draw_edge_letters(cv::Mat& panel, const DisplayTurn& turn, const View& view);

// All clicks. `panel` is where the panel lies on the picture: discs at its edges are drawn whole.
void draw_clicks(cv::Mat& picture, const cv::Rect& panel, std::span<const OverlayObject> objects, const View& view);

}  // namespace imis::overlay
