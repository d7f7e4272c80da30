// Changes of intensity before an image is resized.
#pragma once

#include "imis/image/image.hpp"

namespace imis {

// Cuts the values of all channels to two of their percentiles (in percent of all height x width x 3 values), stretches
// the range that is left to 0..255 and truncates to 8 bit; what was 0 becomes 0. An image of one value alone becomes
// black. Percentiles are interpolated as numpy.percentile does by default. Formula: the preprocessing of Huang et al.,
// "Segment Anything Model for Medical Images?", Medical Image Analysis 92 (2024), with lower = 0.95 and upper = 99.5.
// Throws Error where the image has no pixel or not 0 <= lower <= upper <= 100.
[[nodiscard]] Image stretch_percentiles(const Image& image, double lower, double upper);

}  // namespace imis
