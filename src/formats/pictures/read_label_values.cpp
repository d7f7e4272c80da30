#include <cmath>
#include <limits>
#include <span>
#include <string>
#include <utility>

#include <opencv2/core.hpp>
#include <png.h>

#include "decode_picture.hpp"
#include "imis/base/error.hpp"
#include "imis/formats/pictures.hpp"
#include "picture_file.hpp"

namespace imis {
namespace {

bool is_png_with_palette(picture::Bytes file) {
    constexpr std::size_t colour_type_offset = 25;  // of the signature and the first chunk, IHDR
    constexpr std::uint8_t palette_type = 3;
    return picture::is_png(file) && picture::ByteReader(file, true).u8(colour_type_offset) == palette_type;
}

// OpenCV looks the colours up; libpng's simplified interface hands out the indices of the file's own palette.
LabelValues palette_indices(std::vector<std::byte> file) {
    file = picture::checked_file(std::move(file), picture::Samples::whole);
    png_image header{};
    header.version = PNG_IMAGE_VERSION;
    if (png_image_begin_read_from_memory(&header, file.data(), file.size()) == 0) {
        throw picture::Malformed("cannot be decoded: " + std::string(std::begin(header.message)));
    }
    header.format = PNG_FORMAT_RGB_COLORMAP;
    std::vector<std::uint8_t> indices(PNG_IMAGE_SIZE(header));
    std::vector<std::uint8_t> palette(PNG_IMAGE_COLORMAP_SIZE(header));
    const png_color black{};  // what is transparent is laid over it; only colours change by that
    if (png_image_finish_read(&header, &black, indices.data(), 0, palette.data()) == 0) {
        throw picture::Malformed("cannot be decoded: " + std::string(std::begin(header.message)));
    }
    return {{static_cast<int>(header.height), static_cast<int>(header.width)}, {indices.begin(), indices.end()}};
}

std::uint16_t label_value(double value) {
    if (value >= 0 && value <= std::numeric_limits<std::uint16_t>::max() && value == std::floor(value)) {
        return static_cast<std::uint16_t>(value);
    }
    throw picture::Malformed("has the value " + std::to_string(value) +
                             ", which is no label; save labels as whole numbers from 0 to 65535");
}

// Of several channels the first, where all are equal.
LabelValues grey_values(const cv::Mat& pixels) {
    cv::Mat numbers;
    pixels.convertTo(numbers, CV_64F);
    LabelValues labels{{pixels.rows, pixels.cols}, {}};
    labels.values.reserve(pixels.total());
    const int channels = pixels.channels();
    for (int y = 0; y < numbers.rows; ++y) {
        const auto* row = numbers.ptr<double>(y);
        for (int x = 0; x < numbers.cols; ++x, row += channels) {
            for (int channel = 1; channel < channels; ++channel) {
                if (row[channel] == row[0]) continue;
                throw picture::Malformed("has colours where labels are needed; save it with a palette or in grey");
            }
            labels.values.push_back(label_value(row[0]));
        }
    }
    return labels;
}

}  // namespace

LabelValues read_label_values(const std::filesystem::path& path) {
    std::vector<std::byte> file = picture::file_bytes(path);
    try {
        if (is_png_with_palette(file)) return palette_indices(std::move(file));
        const bool lossy = picture::is_jpeg(file);
        LabelValues labels = grey_values(picture::decode_slices(std::move(file)).front());
        labels.lossy = lossy;
        return labels;
    } catch (const picture::Malformed& error) {
        throw ItemError(path.string() + ": " + error.what());
    }
}

}  // namespace imis
