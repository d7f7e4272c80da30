// The colours of pictures: RGB, as the pictures are.
#pragma once

#include <cstddef>

#include <opencv2/core.hpp>

#include "imis/drawing/theme.hpp"

namespace imis::drawing {

using Colour = cv::Scalar;
inline const Colour dark{10, 10, 10};      // rims, which set marks off from the image
inline const Colour light{235, 235, 235};  // letters on images
inline const Colour white{255, 255, 255};
inline const Colour positive_colour{0, 150, 70};  // of clicks on the object
inline const Colour negative_colour{205, 35, 45};
inline const Colour missed_colour{255, 200, 40};   // of true pixels that a mask lacks
inline const Colour overrun_colour{230, 80, 220};  // of a mask's pixels that are not true

// Of what lies around images.
struct PageColours {
    Colour background;
    Colour grid_line;
    Colour text;
    Colour faint;  // of texts that matter less
};
inline const PageColours dark_page{{24, 26, 30}, {62, 68, 78}, light, {165, 170, 178}};
inline const PageColours light_page{{255, 255, 255}, {205, 210, 218}, {24, 28, 34}, {88, 96, 108}};
[[nodiscard]] const PageColours& page_colours(PictureTheme theme);

// The colour of an overlay's object at a place in the list: that of its label in label maps (label_colour).
[[nodiscard]] Colour object_colour(std::size_t index);

// The colour of a target of an evaluation. None is white, the colour of truth, or green or red, those of clicks, for
// here clicks wear the target's colour as their ring. After five targets colours start again.
[[nodiscard]] Colour target_colour(std::size_t index);

}  // namespace imis::drawing
