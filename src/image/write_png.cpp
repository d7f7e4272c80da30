#include "imis/image/write_png.hpp"

#include <algorithm>
#include <span>
#include <vector>

#include <opencv2/imgcodecs.hpp>

#include "imis/base/error.hpp"
#include "imis/base/files.hpp"

namespace imis {

void write_mask_png(const std::filesystem::path& path, const Mask& mask) {
    cv::Mat grey(mask.size.height, mask.size.width, CV_8UC1);
    std::transform(mask.pixels.begin(), mask.pixels.end(), grey.begin<std::uint8_t>(),
                   [](std::uint8_t pixel) { return static_cast<std::uint8_t>(pixel != 0 ? 255 : 0); });
    std::vector<std::uint8_t> encoded;
    if (!cv::imencode(".png", grey, encoded)) {
        throw Error(path.string() +
                    ": the mask cannot be encoded as PNG; check that OpenCV was built with PNG support");
    }
    write_file_atomically(path, std::as_bytes(std::span(encoded)));
}

}  // namespace imis
