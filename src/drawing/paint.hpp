// Pictures as pixels.
#pragma once

#include <opencv2/core.hpp>

#include "picture.hpp"

namespace imis::drawing {

// The picture in RGB, 8 bits a channel.
[[nodiscard]] cv::Mat painted(const Picture& picture);

}  // namespace imis::drawing
