#include <algorithm>
#include <array>
#include <cstddef>
#include <string>
#include <vector>

#include <png.h>

#include "imis/base/error.hpp"
#include "imis/base/files.hpp"
#include "imis/formats/label_image.hpp"
#include "imis/image/palette.hpp"

namespace imis {
namespace {

constexpr std::size_t palette_size = max_label + 1;

// All colours, whatever labels the map has: with 16 or fewer libpng would pack several pixels into a byte.
std::array<std::uint8_t, 3 * palette_size> palette() {
    std::array<std::uint8_t, 3 * palette_size> colours{};
    for (std::size_t label = 0; label < palette_size; ++label) {
        const std::array<std::uint8_t, 3> colour = label_colour(static_cast<int>(label));
        std::copy(colour.begin(), colour.end(), colours.begin() + static_cast<std::ptrdiff_t>(3 * label));
    }
    return colours;
}

void check(const std::filesystem::path& path, const LabelImage& image) {
    if (image.labels.empty()) throw Error(path.string() + ": a label map without pixels cannot be written as PNG");
    if (static_cast<std::int64_t>(image.labels.size()) != image.size.area()) {
        throw Error(path.string() + ": the label map has " + std::to_string(image.labels.size()) + " labels for " +
                    std::to_string(image.size.width) + " x " + std::to_string(image.size.height) + " pixels");
    }
}

// libpng's simplified interface, which reports errors in its header instead of jumping past destructors.
std::vector<std::byte> encode(const std::filesystem::path& path, const LabelImage& image) {
    static const auto colours = palette();
    png_image header{};
    header.version = PNG_IMAGE_VERSION;
    header.width = static_cast<png_uint_32>(image.size.width);
    header.height = static_cast<png_uint_32>(image.size.height);
    header.format = PNG_FORMAT_RGB_COLORMAP;
    header.colormap_entries = palette_size;
    png_alloc_size_t bytes = PNG_IMAGE_PNG_SIZE_MAX(header);
    std::vector<std::byte> encoded(bytes);
    if (png_image_write_to_memory(&header, encoded.data(), &bytes, 0, image.labels.data(), 0, colours.data()) == 0) {
        throw Error(path.string() +
                    ": the label map cannot be encoded as PNG: " + std::string(std::begin(header.message)));
    }
    encoded.resize(bytes);
    return encoded;
}

}  // namespace

void write_label_png(const std::filesystem::path& path, const LabelImage& image) {
    check(path, image);
    write_file_atomically(path, encode(path, image));
}

}  // namespace imis
