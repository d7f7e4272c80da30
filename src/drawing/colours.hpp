// The colours of pictures: RGB, as the pictures are.
#pragma once

#include <cstddef>

#include <opencv2/core.hpp>

namespace imis::drawing {

using Colour = cv::Scalar;
inline const Colour background{24, 26, 30};
inline const Colour grid_line{62, 68, 78};
inline const Colour dark{10, 10, 10};  // rims, which set marks off from the image
inline const Colour light{235, 235, 235};
inline const Colour faint{165, 170, 178};
inline const Colour white{255, 255, 255};
inline const Colour positive_colour{0, 150, 70};  // of clicks on the object
inline const Colour negative_colour{205, 35, 45};
inline const Colour missed_colour{255, 200, 40};   // of true pixels that a mask lacks
inline const Colour overrun_colour{230, 80, 220};  // of a mask's pixels that are not true

// The colour of an overlay's object at a place in the list: that of its label in label maps (label_colour).
[[nodiscard]] Colour object_colour(std::size_t index);

// The colour of a target of an evaluation. None is white, the colour of truth, or green or red, those of clicks, for
// here clicks wear the target's colour as their ring. After five targets colours start again.
[[nodiscard]] Colour target_colour(std::size_t index);

}  // namespace imis::drawing
