#include <opencv2/imgproc.hpp>

#include "imis/image/resize.hpp"
#include "resize_check.hpp"

namespace imis {
namespace {

// type: OpenCV's type of a pixel.
std::vector<std::uint8_t> resize_pixels(const std::vector<std::uint8_t>& source, Size source_size, Size target_size,
                                        int type) {
    check_resize(source_size, target_size);
    // cv::Mat wants a mutable pointer; the source is only read.
    const cv::Mat from(source_size.height, source_size.width, type, const_cast<std::uint8_t*>(source.data()));
    std::vector<std::uint8_t> target(static_cast<std::size_t>(target_size.area()) * from.elemSize());
    cv::Mat to(target_size.height, target_size.width, type, target.data());
    cv::resize(from, to, to.size(), 0, 0, cv::INTER_NEAREST);
    return target;
}

}  // namespace

Image resize_nearest_corner(const Image& image, Size size) {
    return {size, resize_pixels(image.rgb, image.size, size, CV_8UC3)};
}

Mask resize_nearest_corner(const Mask& mask, Size size) {
    return {size, resize_pixels(mask.pixels, mask.size, size, CV_8UC1)};
}

}  // namespace imis
