#include "canvas.hpp"

#include <cmath>
#include <cstdint>

namespace imis::drawing {

// OpenCV wants mutable pointers.
cv::Mat pixels_of(const Image& image) {
    return {image.size.height, image.size.width, CV_8UC3, const_cast<std::uint8_t*>(image.rgb.data())};
}

cv::Mat pixels_of(const Mask& mask) {
    return {mask.size.height, mask.size.width, CV_8UC1, const_cast<std::uint8_t*>(mask.pixels.data())};
}

Image as_image(const cv::Mat& picture) {
    const cv::Mat whole = picture.isContinuous() ? picture : picture.clone();
    const auto* begin = whole.ptr<std::uint8_t>();
    return {{whole.rows, whole.cols}, {begin, begin + whole.total() * whole.elemSize()}};
}

int in_fractions(double length) {
    return static_cast<int>(std::lround(length * (1 << fraction_bits)));
}

cv::Point in_fractions(const cv::Point2d& place) {
    return {in_fractions(place.x), in_fractions(place.y)};
}

}  // namespace imis::drawing
