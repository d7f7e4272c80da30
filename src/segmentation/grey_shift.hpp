// How much what lies under a mask has changed from one slice to another.
#pragma once

#include "imis/image/image.hpp"

namespace imis {

// Mean and standard deviation of the 8-bit values under a mask, over all three channels.
struct GreyStatistics {
    double mean = 0;
    double deviation = 0;
};

// The mask must not be empty.
[[nodiscard]] GreyStatistics grey_under(const Image& image, const Mask& mask);

// The distance of two means in standard deviations of the first, which counts as 16 grey values where it is less: in a
// homogeneous object a few pixels beside it would move the mean too far.
[[nodiscard]] double grey_shift(const GreyStatistics& from, const GreyStatistics& to);

}  // namespace imis
