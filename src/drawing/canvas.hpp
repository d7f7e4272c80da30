// Images and masks as OpenCV's matrices, and its fractions of pixels.
#pragma once

#include <opencv2/core.hpp>

#include "imis/image/image.hpp"

namespace imis::drawing {

// The pixels of an image (RGB) or a mask (one channel, 0 or 1) without a copy: they must not be written, and not
// outlive it.
[[nodiscard]] cv::Mat pixels_of(const Image& image);
[[nodiscard]] cv::Mat pixels_of(const Mask& mask);

[[nodiscard]] Image as_image(const cv::Mat& picture);

// OpenCV draws at fractions of a pixel where coordinates and lengths are given in 16ths, with this as `shift`; its
// whole ones are the middles of pixels.
inline constexpr int fraction_bits = 4;
[[nodiscard]] int in_fractions(double length);
[[nodiscard]] cv::Point in_fractions(const cv::Point2d& place);

}  // namespace imis::drawing
