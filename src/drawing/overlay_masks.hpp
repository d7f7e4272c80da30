// Masks on an overlay's panel.
#pragma once

#include <span>

#include <opencv2/core.hpp>

#include "imis/drawing/overlay.hpp"
#include "overlay_text.hpp"
#include "overlay_view.hpp"

namespace imis::overlay {

// The colour of the object at a place in the list.
[[nodiscard]] Colour object_colour(std::size_t index);

// Tints all masks and draws their outlines, those over these.
void draw_masks(cv::Mat& panel, std::span<const OverlayObject> objects, const View& view);

}  // namespace imis::overlay
