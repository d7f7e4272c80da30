#include <algorithm>
#include <cmath>
#include <limits>

#include "view.hpp"

namespace imis::drawing {
namespace {

constexpr double room_around = 0.35;     // around what is shown, as a share of its size
constexpr double least_share = 1.0 / 6;  // of the image's shorter side

// Where something lies along one axis, in stored pixels, both ends inclusive.
struct Span {
    double low = std::numeric_limits<double>::max();
    double high = std::numeric_limits<double>::lowest();

    void add(double at) {
        low = std::min(low, at);
        high = std::max(high, at);
    }
    [[nodiscard]] double length() const { return high - low + 1; }
};

struct Extent {
    Span x;
    Span y;

    void add(double at_x, double at_y) {
        x.add(at_x);
        y.add(at_y);
    }
    void add(const Box& box) {
        add(box.x0, box.y0);
        add(box.x1, box.y1);
    }
    void add(const Mask& mask) {
        if (area(mask) > 0) add(tight_box(mask));
    }
};

Extent extent_of(const DrawnTarget& target) {
    Extent extent;
    extent.add(target.truth);
    for (const Mask& mask : target.masks) extent.add(mask);
    for (const DrawnPrompt& prompt : target.prompts) {
        for (const ClickMark& click : prompt.clicks) extent.add(click.at.x, click.at.y);
        if (prompt.box) extent.add(*prompt.box);
    }
    return extent;
}

// So many pixels around the middle of a span, moved to lie within the image.
cv::Range around(const Span& span, double length, int limit) {
    const int size = std::min(static_cast<int>(std::lround(length)), limit);
    const int start = static_cast<int>(std::lround((span.low + span.high + 1) / 2 - size / 2.0));
    const int moved = std::clamp(start, 0, limit - size);
    return {moved, moved + size};
}

}  // namespace

cv::Rect close_up(const DrawnImage& image) {
    const Size size = image.image.size;
    const cv::Rect whole_image(0, 0, size.width, size.height);
    const Extent extent = extent_of(image.targets.front());
    if (extent.x.low > extent.x.high) return whole_image;
    const double needed = std::max(extent.x.length(), extent.y.length()) * (1 + room_around);
    const double length = std::max({needed, least_share * std::min(size.width, size.height), 1.0});
    const cv::Range x = around(extent.x, length, size.width);
    const cv::Range y = around(extent.y, length, size.height);
    return {x.start, y.start, x.size(), y.size()};
}

}  // namespace imis::drawing
