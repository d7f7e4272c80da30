#include "imis/image/components.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

#include <opencv2/imgproc.hpp>

namespace imis {
namespace {

// The label of each pixel's 8-connected component, 0 for background; returns the number of labels, background included. In
// which order components are numbered depends on OpenCV's algorithm.
int label_components(const Mask& mask, std::vector<std::int32_t>& labels) {
    // OpenCV wants mutable pointers; the mask's pixels are only read.
    const cv::Mat pixels(mask.size.height, mask.size.width, CV_8U, const_cast<std::uint8_t*>(mask.pixels.data()));
    cv::Mat output(mask.size.height, mask.size.width, CV_32S, labels.data());
    return cv::connectedComponents(pixels, output, 8, CV_32S);
}

// The label of most pixels, 0 where there is no component; of equally many the one that comes first in row-major order.
std::int32_t most_frequent_component(const std::vector<std::int32_t>& labels, int label_count) {
    std::vector<std::int32_t> pixels(static_cast<std::size_t>(label_count), 0);
    for (const std::int32_t label : labels) ++pixels[static_cast<std::size_t>(label)];
    pixels[0] = 0;
    const std::int32_t most = *std::max_element(pixels.begin(), pixels.end());
    if (most == 0) return 0;
    return *std::find_if(labels.begin(), labels.end(),
                         [&](std::int32_t label) { return pixels[static_cast<std::size_t>(label)] == most; });
}

}  // namespace

Mask largest_component(const Mask& mask) {
    std::vector<std::int32_t> labels(mask.pixels.size());
    const int label_count = label_components(mask, labels);
    const std::int32_t largest = most_frequent_component(labels, label_count);
    Mask component = Mask::zeros(mask.size);
    if (largest == 0) return component;
    std::transform(labels.begin(), labels.end(), component.pixels.begin(),
                   [largest](std::int32_t label) { return static_cast<std::uint8_t>(label == largest); });
    return component;
}

}  // namespace imis
