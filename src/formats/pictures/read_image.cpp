#include "imis/formats/read_image.hpp"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include <opencv2/core/utils/logger.hpp>
#include <opencv2/imgcodecs.hpp>

#include "file_start.hpp"
#include "imis/base/error.hpp"
#include "imis/base/files.hpp"
#include "picture_file.hpp"

namespace imis {
namespace {

constexpr std::uint64_t file_limit = std::uint64_t{2} << 30;

void check_dimensions(picture::Dimensions dimensions) {
    const auto [width, height] = dimensions;
    const std::string size = std::to_string(width) + " x " + std::to_string(height) + " pixels";
    if (width <= 0 || height <= 0) throw picture::Malformed("corrupt: the header says " + size);
    if (width > max_image_side || height > max_image_side || width * height > max_image_pixels) {
        throw picture::Malformed(size + " are too many; the limits are " + std::to_string(max_image_side) +
                                 " a side and " + std::to_string(max_image_pixels) + " in all");
    }
}

// Checks a file as far as that goes without decoding it, and makes it ready for OpenCV.
std::vector<std::byte> checked_file(std::vector<std::byte> file) {
    if (picture::is_png(file)) {
        check_dimensions(picture::png_dimensions(file));
        return picture::checked_png_pixels(file);
    }
    if (picture::is_jpeg(file)) {
        check_dimensions(picture::jpeg_dimensions(file));
        picture::check_jpeg(file);
    } else if (picture::is_bmp(file)) {
        check_dimensions(picture::bmp_dimensions(file));
        picture::check_bmp(file);
    } else if (picture::is_tiff(file)) {
        check_dimensions(picture::tiff_dimensions(file));
        picture::check_tiff(file);
    } else {
        throw picture::Malformed("is not a PNG, JPEG, BMP or TIFF image; convert it to PNG");
    }
    return file;
}

// BGR, 8 or 16 bits.
cv::Mat decode(const std::vector<std::byte>& file) {
    // What OpenCV has to say about bad files is said by our own errors.
    static const bool silenced = (cv::utils::logging::setLogLevel(cv::utils::logging::LOG_LEVEL_SILENT), true);
    static_cast<void>(silenced);
    const cv::Mat raw(1, static_cast<int>(file.size()), CV_8UC1, const_cast<std::byte*>(file.data()));
    try {
        return cv::imdecode(raw, cv::IMREAD_COLOR | cv::IMREAD_ANYDEPTH | cv::IMREAD_IGNORE_ORIENTATION);
    } catch (const cv::Exception& exception) {
        throw picture::Malformed("cannot be decoded: " + exception.err);
    }
}

void check_pixels(const cv::Mat& bgr) {
    if (bgr.empty()) throw picture::Malformed("corrupt: its pixels cannot be decoded");
    if (bgr.depth() != CV_8U && bgr.depth() != CV_16U) {
        throw picture::Malformed("has neither 8 nor 16 bits a channel; save it as 8-bit PNG");
    }
}

Image to_image(const cv::Mat& bgr) {
    Image image;
    image.size = {bgr.rows, bgr.cols};
    image.rgb.resize(static_cast<std::size_t>(image.size.area()) * 3);
    std::size_t out = 0;
    for (int y = 0; y < bgr.rows; ++y) {
        for (int x = 0; x < bgr.cols; ++x, out += 3) {
            for (int channel = 0; channel < 3; ++channel) {
                image.rgb[out + static_cast<std::size_t>(channel)] =
                    bgr.depth() == CV_8U ? bgr.ptr<std::uint8_t>(y, x)[2 - channel]
                                         : static_cast<std::uint8_t>(bgr.ptr<std::uint16_t>(y, x)[2 - channel] >> 8);
            }
        }
    }
    return image;
}

Mask to_mask(const cv::Mat& bgr) {
    Mask mask = Mask::zeros({bgr.rows, bgr.cols});
    const auto width = static_cast<std::size_t>(bgr.cols);
    for (int y = 0; y < bgr.rows; ++y) {
        std::uint8_t* row = mask.pixels.data() + static_cast<std::size_t>(y) * width;
        for (std::size_t byte = 0; byte < width * bgr.elemSize(); ++byte) {
            if (bgr.ptr(y)[byte] != 0) row[byte / bgr.elemSize()] = 1;
        }
    }
    return mask;
}

std::vector<std::byte> read_bytes(const std::filesystem::path& path) {
    try {
        return read_file(path, file_limit - 1);
    } catch (const Error& error) {
        throw ItemError(error.what());
    }
}

int pages_of_one_size(picture::Bytes file) {
    const auto pages = picture::tiff_pages(file);
    const auto like_first = [&](const picture::Dimensions& page) { return page == pages.front(); };
    return std::ranges::all_of(pages, like_first) ? std::max(1, static_cast<int>(pages.size())) : 1;
}

// to(pixels) makes of the decoded pixels what is wanted.
template <typename To>
auto read_picture(const std::filesystem::path& path, const To& to) {
    std::vector<std::byte> file = read_bytes(path);
    if (file.empty()) throw ItemError(path.string() + ": is empty");
    try {
        const cv::Mat bgr = decode(checked_file(std::move(file)));
        check_pixels(bgr);
        return to(bgr);
    } catch (const picture::Malformed& error) {
        throw ItemError(path.string() + ": " + error.what());
    }
}

}  // namespace

Image read_image(const std::filesystem::path& path) {
    return read_picture(path, to_image);
}

PictureHeader read_picture_header(const std::filesystem::path& path) {
    const std::vector<std::byte> start = file_start(path, 32);
    try {
        if (picture::is_png(start)) return {picture::png_bits(start), 1};
        if (!start.empty() && !picture::is_tiff(start)) return {};
        const std::vector<std::byte> file = read_bytes(path);  // the pages' directories may lie anywhere
        if (picture::is_tiff(file)) return {picture::tiff_bits(file), pages_of_one_size(file)};
    } catch (const picture::Malformed&) {  // read_image says it better
    }
    return {};
}

Mask read_mask_picture(const std::filesystem::path& path) {
    return read_picture(path, to_mask);
}

}  // namespace imis
