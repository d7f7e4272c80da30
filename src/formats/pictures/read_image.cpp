#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "decode_picture.hpp"
#include "imis/base/error.hpp"
#include "imis/base/files.hpp"
#include "imis/formats/pictures.hpp"
#include "picture_file.hpp"

namespace imis {
namespace {

Image to_image(const cv::Mat& bgr) {
    return {{bgr.rows, bgr.cols}, picture::rgb_of(bgr)};
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

// to(pixels) makes of the decoded pixels what is wanted.
template <typename To>
auto read_picture(const std::filesystem::path& path, const To& to) {
    std::vector<std::byte> file = picture::file_bytes(path);
    try {
        return to(picture::decode_colours(std::move(file)));
    } catch (const picture::Malformed& error) {
        throw ItemError(path.string() + ": " + error.what());
    }
}

}  // namespace

Image read_image(const std::filesystem::path& path) {
    return read_picture(path, to_image);
}

PictureHeader read_picture_header(const std::filesystem::path& path) {
    const std::vector<std::byte> start = read_start(path, 32);
    try {
        if (picture::is_png(start)) return {picture::png_bits(start), 1};
        if (!start.empty() && !picture::is_tiff(start)) return {};
        const std::vector<std::byte> file = picture::file_bytes(path);  // the pages of a TIFF may lie anywhere
        return {picture::tiff_bits(file), static_cast<int>(picture::tiff_slices(file).size())};
    } catch (const picture::Malformed&) {  // read_image says it better
        return {};
    }
}

Mask read_mask_picture(const std::filesystem::path& path) {
    return read_picture(path, to_mask);
}

}  // namespace imis
