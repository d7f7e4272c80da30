#include <algorithm>
#include <cstdint>
#include <cstring>
#include <vector>

#include "imis/base/error.hpp"
#include "imis/interaction/pixel_priority.hpp"
#include "imis/interaction/simulated_prompts.hpp"

namespace imis {
namespace {

struct Candidate {
    double distance = 0;  // squared, to the centroid
    std::uint32_t pixel = 0;

    bool operator<(const Candidate& other) const {
        return distance != other.distance ? distance < other.distance : pixel < other.pixel;
    }
};

// The row-major numbers of the target's pixels.
std::vector<std::uint32_t> foreground(const Mask& mask) {
    std::vector<std::uint32_t> pixels;
    // Eight at a time: most of a mask is background.
    std::uint64_t eight = 0;
    for (std::size_t i = 0; i < mask.pixels.size(); i += sizeof(eight)) {
        const std::size_t count = std::min(sizeof(eight), mask.pixels.size() - i);
        std::memcpy(&eight, &mask.pixels[i], count);
        if (count == sizeof(eight) && eight == 0) continue;
        for (std::size_t k = i; k < i + count; ++k) {
            if (mask.pixels[k] != 0) pixels.push_back(static_cast<std::uint32_t>(k));
        }
    }
    if (pixels.empty()) throw Error("first click: the target is empty");
    return pixels;
}

Click positive_click(std::uint32_t pixel, std::uint32_t width) {
    return {{static_cast<float>(pixel % width), static_cast<float>(pixel / width)}, 1};
}

std::vector<Candidate> by_distance_to_centroid(const std::vector<std::uint32_t>& pixels, std::uint32_t width) {
    double x_sum = 0;
    double y_sum = 0;
    for (const auto pixel : pixels) {
        x_sum += pixel % width;
        y_sum += pixel / width;
    }
    const double x_centre = x_sum / static_cast<double>(pixels.size());
    const double y_centre = y_sum / static_cast<double>(pixels.size());
    std::vector<Candidate> candidates;
    candidates.reserve(pixels.size());
    for (const auto pixel : pixels) {
        const double dx = pixel % width - x_centre;
        const double dy = pixel / width - y_centre;
        candidates.push_back({dx * dx + dy * dy, pixel});
    }
    return candidates;
}

}  // namespace

Click central_click(const Mask& target, const RandomKey& key) {
    const auto pixels = foreground(target);
    const auto width = static_cast<std::uint32_t>(target.size.width);
    auto candidates = by_distance_to_centroid(pixels, width);
    const auto half = static_cast<std::ptrdiff_t>(std::max<std::size_t>(1, candidates.size() / 2));
    std::nth_element(candidates.begin(), candidates.begin() + half - 1, candidates.end());
    const PriorityKey priorities = priority_key(key);
    const auto drawn = std::max_element(
        candidates.begin(), candidates.begin() + half, [priorities](const Candidate& a, const Candidate& b) {
            return pixel_priority(priorities, a.pixel) < pixel_priority(priorities, b.pixel);
        });
    return positive_click(drawn->pixel, width);
}

Click uniform_click(const Mask& target, const RandomKey& key) {
    const auto pixels = foreground(target);
    const PriorityKey priorities = priority_key(key);
    const auto drawn = std::max_element(pixels.begin(), pixels.end(), [priorities](std::uint32_t a, std::uint32_t b) {
        return pixel_priority(priorities, a) < pixel_priority(priorities, b);
    });
    return positive_click(*drawn, static_cast<std::uint32_t>(target.size.width));
}

Box jitter_box(const Box& box, int pixels, Size image, const RandomKey& key) {
    if (pixels < 0) throw Error("jitter_box: the number of pixels is negative");
    if (pixels == 0) return box;
    const auto moved = [&](float side, std::uint64_t index, int length) {
        const auto draw = key.below(2 * static_cast<std::uint64_t>(pixels) + 1, index);
        const auto offset = static_cast<float>(static_cast<std::int64_t>(draw) - pixels);
        return std::clamp(side + offset, 0.0F, static_cast<float>(length - 1));
    };
    const auto [x0, x1] = std::minmax({moved(box.x0, 0, image.width), moved(box.x1, 2, image.width)});
    const auto [y0, y1] = std::minmax({moved(box.y0, 1, image.height), moved(box.y1, 3, image.height)});
    return {x0, y0, x1, y1};
}

}  // namespace imis
