#include <algorithm>
#include <cmath>
#include <string>

#include "imis/base/error.hpp"
#include "imis/image/mask_encoding.hpp"

namespace imis {
namespace {

void check_corners(std::span<const double> corners) {
    if (corners.size() < 6 || corners.size() % 2 != 0) {
        throw Error("a polygon needs three corners or more, two numbers each, but has " +
                    std::to_string(corners.size()) + " numbers");
    }
    for (const double number : corners) {
        if (!std::isfinite(number)) throw Error("a polygon has a corner that is not finite");
    }
}

// Where the edges cross the line through the centres of a row, sorted. An edge has its upper end, not its lower one, so
// that a corner on the line counts once where the outline goes on and twice or not at all where it turns.
std::vector<double> crossings(std::span<const double> corners, double y) {
    std::vector<double> found;
    const std::size_t count = corners.size() / 2;
    for (std::size_t i = 0; i < count; ++i) {
        const std::size_t next = (i + 1) % count;
        const double x0 = corners[2 * i];
        const double y0 = corners[2 * i + 1];
        const double x1 = corners[2 * next];
        const double y1 = corners[2 * next + 1];
        if ((y0 <= y) == (y1 <= y)) continue;
        found.push_back(x0 + (y - y0) / (y1 - y0) * (x1 - x0));
    }
    std::ranges::sort(found);
    return found;
}

// The first pixel of a row whose centre is not left of x.
int first_pixel(double x, int width) {
    return static_cast<int>(std::clamp(std::ceil(x - 0.5), 0.0, static_cast<double>(width)));
}

}  // namespace

void fill_polygon(Mask& mask, std::span<const double> corners) {
    check_corners(corners);
    double top = corners[1];
    double bottom = corners[1];
    for (std::size_t i = 1; i < corners.size(); i += 2) {
        top = std::min(top, corners[i]);
        bottom = std::max(bottom, corners[i]);
    }
    const int height = mask.size.height;
    const int first = first_pixel(top, height);
    const int last = first_pixel(bottom, height);
    for (int y = first; y < last; ++y) {
        const std::vector<double> found = crossings(corners, y + 0.5);
        const auto row = mask.pixels.begin() + static_cast<std::ptrdiff_t>(y) * mask.size.width;
        for (std::size_t i = 0; i + 1 < found.size(); i += 2) {
            const int begin = first_pixel(found[i], mask.size.width);
            const int end = first_pixel(found[i + 1], mask.size.width);
            std::fill(row + begin, row + std::max(begin, end), std::uint8_t{1});
        }
    }
}

}  // namespace imis
