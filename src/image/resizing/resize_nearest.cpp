#include <cstdint>
#include <cstring>
#include <vector>

#include <opencv2/imgproc.hpp>

#include "imis/base/error.hpp"
#include "imis/image/resize.hpp"

namespace imis {
namespace {

// The source index of each target index along one axis.
std::vector<std::size_t> source_indices(int source_length, int target_length) {
    std::vector<std::size_t> indices(static_cast<std::size_t>(target_length));
    for (std::int64_t i = 0; i < target_length; ++i) {
        indices[static_cast<std::size_t>(i)] =
            static_cast<std::size_t>(((2 * i + 1) * source_length) / (2 * std::int64_t{target_length}));
    }
    return indices;
}

// channels: bytes a pixel.
template <std::size_t channels>
std::vector<std::uint8_t> resize_pixels(const std::vector<std::uint8_t>& source, Size source_size, Size target_size) {
    check_resize(source_size, target_size);
    if (source_size == target_size) return source;
    const std::vector<std::size_t> rows = source_indices(source_size.height, target_size.height);
    const std::vector<std::size_t> columns = source_indices(source_size.width, target_size.width);
    const std::size_t source_stride = static_cast<std::size_t>(source_size.width) * channels;
    std::vector<std::uint8_t> target(static_cast<std::size_t>(target_size.area()) * channels);
    const std::size_t target_stride = columns.size() * channels;
    std::uint8_t* out = target.data();
    for (std::size_t i = 0; i < rows.size(); ++i, out += target_stride) {
        if (i > 0 && rows[i] == rows[i - 1]) {
            std::memcpy(out, out - target_stride, target_stride);
            continue;
        }
        const std::uint8_t* in = source.data() + rows[i] * source_stride;
        for (std::size_t k = 0; k < columns.size(); ++k) {
            std::memcpy(out + k * channels, in + columns[k] * channels, channels);
        }
    }
    return target;
}

// type: OpenCV's type of a pixel.
std::vector<std::uint8_t> resize_by_opencv(const std::vector<std::uint8_t>& source, Size source_size, Size target_size,
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

void check_resize(Size source, Size target) {
    if (source.height <= 0 || source.width <= 0 || target.height <= 0 || target.width <= 0) {
        throw Error("cannot resize " + to_string(source) + " pixels to " + to_string(target) +
                    "; both need at least one pixel a side");
    }
}

Image resize_nearest(const Image& image, Size size) {
    return {size, resize_pixels<3>(image.rgb, image.size, size)};
}

Mask resize_nearest(const Mask& mask, Size size) {
    return {size, resize_pixels<1>(mask.pixels, mask.size, size)};
}

Image resize_nearest_corner(const Image& image, Size size) {
    return {size, resize_by_opencv(image.rgb, image.size, size, CV_8UC3)};
}

Mask resize_nearest_corner(const Mask& mask, Size size) {
    return {size, resize_by_opencv(mask.pixels, mask.size, size, CV_8UC1)};
}

}  // namespace imis
