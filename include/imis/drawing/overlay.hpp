// A picture of what was segmented: an image with its masks, clicks and boxes, and with the pixel coordinates at its
// edges, so that the place of the next click can be read off.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "imis/drawing/click_mark.hpp"
#include "imis/image/geometry.hpp"
#include "imis/image/image.hpp"
#include "imis/image/slices.hpp"

namespace imis {

// One object, in the colour that label_colour has for its place in the list, from 1 on; after 255 objects colours start
// again.
struct OverlayObject {
    std::string name;
    const Mask* mask = nullptr;  // null where only the marks are to be drawn
    std::vector<ClickMark> points;
    std::vector<Box> boxes;
    std::string note;  // shown in the legend after the name, for example "0.93"
};

struct OverlayOptions {
    DisplayTurn turn;  // how the stored image is turned for the picture, and the letters at its edges
    // The extent of a stored pixel along x and y, in any unit: only their ratio counts, by which the picture is
    // stretched to be true to shape.
    double pixel_width = 1;
    double pixel_height = 1;
    std::string title;
};

// Draws a picture: the image, small ones magnified to 768 pixels or a little more at the longer side, in a dark margin
// with the title above, coordinates left and below, and a legend of the objects and symbols. Masks are tinted and
// outlined along their pixels' edges, clicks are discs with their sign, boxes dashed and cut at the image's edges. All
// clicks, boxes and coordinates count in pixels as stored, whatever the turn. Texts are shown in ASCII, every other
// character as '?'; those too long end in "...".
// Throws Error where the image has no pixels, a mask has another size, a click lies outside, or a pixel's extent is not
// above 0.
[[nodiscard]] Image draw_overlay(const Image& image, std::span<const OverlayObject> objects,
                                 const OverlayOptions& options);

}  // namespace imis
