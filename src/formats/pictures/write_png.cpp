#include "imis/formats/write_png.hpp"

#include <algorithm>
#include <span>
#include <string>
#include <vector>

#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>

#include "imis/base/error.hpp"
#include "imis/base/files.hpp"

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

}  // namespace imis
