#include "imis/image/mask_shape.hpp"

#include <algorithm>

#include <opencv2/imgproc.hpp>

namespace imis {
namespace {

// The label of each pixel's 8-connected component, 0 for background; returns the number of labels, background included.
// In which order components are numbered depends on OpenCV's algorithm.
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

// Distance of every pixel to the nearest background pixel of its own column, the rows above and below the image
// included.
std::vector<std::int32_t> column_distances(const Mask& mask) {
    const auto width = static_cast<std::size_t>(mask.size.width);
    const auto height = static_cast<std::size_t>(mask.size.height);
    std::vector<std::int32_t> distance(mask.pixels.size());
    for (std::size_t y = 0; y < height; ++y) {
        for (std::size_t i = y * width; i < (y + 1) * width; ++i) {
            const std::int32_t above = y == 0 ? 0 : distance[i - width];
            distance[i] = mask.pixels[i] == 0 ? 0 : above + 1;
        }
    }
    for (std::size_t y = height; y-- > 0;) {
        for (std::size_t i = y * width; i < (y + 1) * width; ++i) {
            const std::int32_t below = y + 1 == height ? 0 : distance[i + width];
            distance[i] = std::min(distance[i], below + 1);
        }
    }
    return distance;
}

// One row's lower envelope of the parabolas (x - apex)^2 + height, of which the lowest gives the squared depth at x.
class Envelope {
public:
    explicit Envelope(std::size_t row_length) : parabolas_(row_length + 2) {}

    // Turns the column distances of a run of foreground pixels into squared depths. Both neighbours of a run are
    // background, so that nothing beyond them is nearer: a run is computed on its own.
    void transform(std::int32_t* run, std::int32_t length) {
        count_ = 0;
        last_ = length - 1;
        add(-1, 0);
        for (std::int32_t x = 0; x < length; ++x) add(x, run[x] * run[x]);
        add(length, 0);
        for (std::int32_t x = length - 1; x >= 0; --x) {
            while (parabolas_[count_ - 1].from > x) --count_;
            run[x] = parabolas_[count_ - 1].at(x);
        }
    }

private:
    struct Parabola {
        std::int32_t apex = 0;
        std::int32_t height = 0;
        std::int32_t from = 0;  // the first x where it is lower than those before it

        [[nodiscard]] std::int32_t at(std::int32_t x) const { return (x - apex) * (x - apex) + height; }
    };

    void add(std::int32_t apex, std::int32_t height) {
        Parabola parabola{apex, height, -1};
        while (count_ > 0 &&
               parabola.at(parabolas_[count_ - 1].from) < parabolas_[count_ - 1].at(parabolas_[count_ - 1].from)) {
            --count_;
        }
        if (count_ > 0) parabola.from = 1 + last_not_above(parabolas_[count_ - 1], parabola);
        // One that is lower beyond the run only is left out; evaluated out there it would overflow.
        if (parabola.from <= last_) parabolas_[count_++] = parabola;
    }

    // The last x where `left` is not above `right`, whose apex lies further right: the whole part of where they cross.
    // The numerator is not negative, because `right` is not the lower one at left.from.
    static std::int32_t last_not_above(const Parabola& left, const Parabola& right) {
        const std::int32_t gap = right.apex - left.apex;
        const std::int32_t numerator = gap * (right.apex + left.apex) + right.height - left.height;
        // Neighbours are the common case, and a division the slowest instruction here.
        return gap == 1 ? numerator >> 1 : numerator / (2 * gap);
    }

    std::vector<Parabola> parabolas_;
    std::size_t count_ = 0;
    std::int32_t last_ = 0;  // index of the run's last pixel
};

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

std::vector<std::int32_t> squared_depths(const Mask& mask) {
    std::vector<std::int32_t> depths = column_distances(mask);
    const auto width = static_cast<std::ptrdiff_t>(mask.size.width);
    Envelope envelope(static_cast<std::size_t>(width));
    const auto is_background = [](std::int32_t distance) { return distance == 0; };
    for (std::int32_t* row = depths.data(); row != depths.data() + depths.size(); row += width) {
        std::int32_t* const end = row + width;
        for (std::int32_t* run = std::find_if_not(row, end, is_background); run != end;) {
            std::int32_t* const run_end = std::find_if(run, end, is_background);
            envelope.transform(run, static_cast<std::int32_t>(run_end - run));
            run = std::find_if_not(run_end, end, is_background);
        }
    }
    return depths;
}

Deepest deepest_pixel(const std::vector<std::int32_t>& depths) {
    const auto found = std::ranges::max_element(depths);
    return {*found, static_cast<std::size_t>(found - depths.begin())};
}

}  // namespace imis
