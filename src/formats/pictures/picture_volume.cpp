#include "picture_volume.hpp"

#include <utility>
#include <vector>

#include "decode_picture.hpp"
#include "imis/base/error.hpp"
#include "picture_file.hpp"

namespace imis {
namespace {

void append_grey(const cv::Mat& slice, std::vector<float>& grey) {
    cv::Mat values;
    slice.convertTo(values, CV_32F);
    for (int y = 0; y < values.rows; ++y)
        grey.insert(grey.end(), values.ptr<float>(y), values.ptr<float>(y) + values.cols);
}

}  // namespace

Volume read_picture_volume(const std::filesystem::path& path) {
    std::vector<std::byte> file = picture::file_bytes(path);
    try {
        const std::vector<cv::Mat> slices = picture::decode_slices(std::move(file));
        Volume volume;
        volume.physical = false;
        volume.geometry.size = {slices.front().cols, slices.front().rows, static_cast<int>(slices.size())};
        for (const cv::Mat& slice : slices) {
            if (slice.channels() == 1) {
                append_grey(slice, volume.grey);
            } else {
                const std::vector<std::uint8_t> rgb = picture::rgb_of(slice);
                volume.rgb.insert(volume.rgb.end(), rgb.begin(), rgb.end());
            }
        }
        return volume;
    } catch (const picture::Malformed& error) {
        throw ItemError(path.string() + ": " + error.what());
    }
}

}  // namespace imis
