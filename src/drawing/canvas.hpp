// Pictures in the making as OpenCV's matrices, and how they are put together.
#pragma once

#include <span>

#include <opencv2/core.hpp>

#include "colours.hpp"
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

// A picture in the colour of the background.
[[nodiscard]] cv::Mat blank(cv::Size size, const PageColours& colours = dark_page);

void paste(cv::Mat& canvas, const cv::Mat& picture, cv::Point top_left);

// Pictures from left to right, their upper edges in line.
[[nodiscard]] cv::Mat side_by_side(std::span<const cv::Mat> pictures, int gap, const PageColours& colours = dark_page);

// Pictures one below the other, their left edges in line.
[[nodiscard]] cv::Mat stacked(std::span<const cv::Mat> pictures, int gap, const PageColours& colours = dark_page);

[[nodiscard]] cv::Mat with_margin(const cv::Mat& picture, int margin, const PageColours& colours = dark_page);

}  // namespace imis::drawing
