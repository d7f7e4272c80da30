#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>

#include "imis/base/error.hpp"
#include "imis/formats/pictures.hpp"

namespace imis {

std::vector<std::byte> encode_jpeg(const Image& image, int quality) {
    // OpenCV wants a mutable pointer; the image's pixels are only read.
    const cv::Mat rgb(image.size.height, image.size.width, CV_8UC3, const_cast<std::uint8_t*>(image.rgb.data()));
    cv::Mat bgr;
    std::vector<std::uint8_t> encoded;
    if (!rgb.empty()) cv::cvtColor(rgb, bgr, cv::COLOR_RGB2BGR);
    if (bgr.empty() || !cv::imencode(".jpg", bgr, encoded, {cv::IMWRITE_JPEG_QUALITY, quality})) {
        throw Error("an image of " + to_string(image.size) +
                    " pixels cannot be encoded as JPEG; check that it has pixels and that OpenCV was built with JPEG "
                    "support");
    }
    const auto* begin = reinterpret_cast<const std::byte*>(encoded.data());
    return {begin, begin + encoded.size()};
}

}  // namespace imis
