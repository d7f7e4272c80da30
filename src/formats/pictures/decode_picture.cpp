#include "decode_picture.hpp"

#include <string>
#include <utility>

#include <opencv2/core/utils/logger.hpp>
#include <opencv2/imgcodecs.hpp>

#include "imis/base/error.hpp"
#include "imis/base/files.hpp"
#include "picture_file.hpp"

namespace imis::picture {
namespace {

cv::Mat decode(const std::vector<std::byte>& file, int flags) {
    // What OpenCV has to say about bad files is said by our own errors.
    static const bool silenced = (cv::utils::logging::setLogLevel(cv::utils::logging::LOG_LEVEL_SILENT), true);
    static_cast<void>(silenced);
    const cv::Mat raw(1, static_cast<int>(file.size()), CV_8UC1, const_cast<std::byte*>(file.data()));
    cv::Mat pixels;
    try {
        pixels = cv::imdecode(raw, flags | cv::IMREAD_ANYDEPTH | cv::IMREAD_IGNORE_ORIENTATION);
    } catch (const cv::Exception& exception) {
        throw Malformed("cannot be decoded: " + exception.err);
    }
    if (pixels.empty()) throw Malformed("corrupt: its pixels cannot be decoded");
    return pixels;
}

template <typename Channel>
std::vector<std::uint8_t> rgb_of_depth(const cv::Mat& bgr) {
    constexpr int high_byte = 8 * (sizeof(Channel) - 1);
    std::vector<std::uint8_t> rgb;
    rgb.reserve(bgr.total() * 3);
    for (int y = 0; y < bgr.rows; ++y) {
        for (int x = 0; x < bgr.cols; ++x) {
            const auto* pixel = bgr.ptr<Channel>(y, x);
            for (const int channel : {2, 1, 0}) rgb.push_back(static_cast<std::uint8_t>(pixel[channel] >> high_byte));
        }
    }
    return rgb;
}

}  // namespace

std::vector<std::byte> file_bytes(const std::filesystem::path& path) {
    constexpr std::uint64_t file_limit = (std::uint64_t{2} << 30) - 1;  // OpenCV counts bytes by an int
    std::vector<std::byte> bytes;
    try {
        bytes = read_file(path, file_limit);
    } catch (const Error& error) {
        throw ItemError(error.what());
    }
    if (bytes.empty()) throw ItemError(path.string() + ": is empty");
    return bytes;
}

cv::Mat decode_colours(std::vector<std::byte> file) {
    return decode(checked_file(std::move(file), Samples::whole), cv::IMREAD_COLOR);
}

std::vector<cv::Mat> decode_slices(std::vector<std::byte> file) {
    if (!is_tiff(file)) {
        const bool is_grey = is_png(file) && is_png_grey_with_alpha(file);
        return {
            decode(checked_file(std::move(file), Samples::any), is_grey ? cv::IMREAD_GRAYSCALE : cv::IMREAD_ANYCOLOR)};
    }
    std::vector<cv::Mat> slices;
    for (const std::uint32_t page : tiff_slices(file)) {
        put_tiff_page_first(file, page);
        slices.push_back(decode(checked_file(file, Samples::any), cv::IMREAD_ANYCOLOR));
        if (slices.back().type() != slices.front().type() || slices.back().size() != slices.front().size()) {
            throw Malformed("its pages differ in kind or size; save them as files of their own");
        }
    }
    return slices;
}

std::vector<std::uint8_t> rgb_of(const cv::Mat& bgr) {
    if (bgr.depth() == CV_8U) return rgb_of_depth<std::uint8_t>(bgr);
    if (bgr.depth() == CV_16U) return rgb_of_depth<std::uint16_t>(bgr);
    throw Malformed("has colours of neither 8 nor 16 bits a channel; save it as 8-bit PNG");
}

}  // namespace imis::picture
