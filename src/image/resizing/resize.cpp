#include "imis/image/resize.hpp"

#include <cstdint>
#include <cstring>
#include <string>
#include <vector>

#include "imis/base/error.hpp"
#include "resize_check.hpp"

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
    std::uint8_t* out = target.data();
    for (const std::size_t row : rows) {
        const std::uint8_t* in = source.data() + row * source_stride;
        for (const std::size_t column : columns) {
            std::memcpy(out, in + column * channels, channels);
            out += channels;
        }
    }
    return target;
}

}  // namespace

void check_resize(Size source, Size target) {
    if (source.height <= 0 || source.width <= 0 || target.height <= 0 || target.width <= 0) {
        throw Error("cannot resize " + std::to_string(source.width) + " x " + std::to_string(source.height) +
                    " pixels to " + std::to_string(target.width) + " x " + std::to_string(target.height) +
                    "; both need at least one pixel a side");
    }
}

Image resize_nearest(const Image& image, Size size) {
    return {size, resize_pixels<3>(image.rgb, image.size, size)};
}

Mask resize_nearest(const Mask& mask, Size size) {
    return {size, resize_pixels<1>(mask.pixels, mask.size, size)};
}

}  // namespace imis
