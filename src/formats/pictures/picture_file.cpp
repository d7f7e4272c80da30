#include "picture_file.hpp"

#include <string>

#include "imis/image/image.hpp"

namespace imis::picture {
namespace {

void check_dimensions(Dimensions dimensions) {
    const auto [width, height] = dimensions;
    const std::string size = std::to_string(width) + " x " + std::to_string(height) + " pixels";
    if (width <= 0 || height <= 0) throw Malformed("corrupt: the header says " + size);
    if (width > max_image_side || height > max_image_side || width * height > max_image_pixels) {
        throw Malformed(size + " are too many; the limits are " + std::to_string(max_image_side) + " a side and " +
                        std::to_string(max_image_pixels) + " in all");
    }
}

}  // namespace

std::uint32_t ByteReader::number(std::size_t offset, std::size_t length) const {
    if (offset > bytes_.size() || bytes_.size() - offset < length) throw Malformed("truncated");
    std::uint32_t value = 0;
    for (std::size_t i = 0; i < length; ++i) {
        const std::size_t from_front = big_endian_ ? i : length - 1 - i;
        value = (value << 8) | static_cast<std::uint32_t>(bytes_[offset + from_front]);
    }
    return value;
}

std::vector<std::byte> checked_file(std::vector<std::byte> file, Samples samples) {
    if (is_png(file)) {
        check_dimensions(png_dimensions(file));
        return checked_png_pixels(file);
    }
    if (is_jpeg(file)) {
        check_dimensions(jpeg_dimensions(file));
        check_jpeg(file);
    } else if (is_bmp(file)) {
        check_dimensions(bmp_dimensions(file));
        check_bmp(file);
    } else if (is_tiff(file)) {
        check_dimensions(tiff_dimensions(file));
        check_tiff(file, samples);
        forbid_tiff_blending(file);
    } else {
        throw Malformed("is not a PNG, JPEG, BMP or TIFF image; convert it to PNG");
    }
    return file;
}

}  // namespace imis::picture
