#include <algorithm>
#include <array>
#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>
#include <png.h>

#include "imis/base/error.hpp"
#include "imis/base/files.hpp"
#include "imis/formats/pictures.hpp"
#include "imis/image/palette.hpp"

namespace imis {
namespace {

// `what` names the picture in the error.
void write_encoded(const std::filesystem::path& path, const cv::Mat& pixels, const std::string& what) {
    std::vector<std::uint8_t> encoded;
    if (pixels.empty() || !cv::imencode(".png", pixels, encoded)) {
        throw Error(path.string() + ": the " + what +
                    " cannot be encoded as PNG; check that it has pixels and that OpenCV was built with PNG support");
    }
    write_file_atomically(path, std::as_bytes(std::span(encoded)));
}

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

void check_labels(const std::filesystem::path& path, const LabelImage& image) {
    if (image.labels.empty()) throw Error(path.string() + ": a label map without pixels cannot be written as PNG");
    if (static_cast<std::int64_t>(image.labels.size()) != image.size.area()) {
        throw Error(path.string() + ": the label map has " + std::to_string(image.labels.size()) + " labels for " +
                    to_string(image.size) + " pixels");
    }
}

// libpng's simplified interface, which reports errors in its header instead of jumping past destructors.
std::vector<std::byte> encode_labels(const std::filesystem::path& path, const LabelImage& image) {
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

void write_mask_png(const std::filesystem::path& path, const Mask& mask) {
    cv::Mat grey(mask.size.height, mask.size.width, CV_8UC1);
    std::transform(mask.pixels.begin(), mask.pixels.end(), grey.begin<std::uint8_t>(),
                   [](std::uint8_t pixel) { return static_cast<std::uint8_t>(pixel != 0 ? 255 : 0); });
    write_encoded(path, grey, "mask");
}

void write_image_png(const std::filesystem::path& path, const Image& image) {
    // OpenCV wants a mutable pointer; the image's pixels are only read.
    const cv::Mat rgb(image.size.height, image.size.width, CV_8UC3, const_cast<std::uint8_t*>(image.rgb.data()));
    cv::Mat bgr;
    if (!rgb.empty()) cv::cvtColor(rgb, bgr, cv::COLOR_RGB2BGR);
    write_encoded(path, bgr, "image");
}

void write_label_png(const std::filesystem::path& path, const LabelImage& image) {
    check_labels(path, image);
    write_file_atomically(path, encode_labels(path, image));
}

}  // namespace imis
