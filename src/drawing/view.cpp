#include "view.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include <opencv2/imgproc.hpp>

namespace imis::drawing {
namespace {

constexpr double smallest_side = 768;       // longer side of a panel, in pixels
constexpr double largest_stretched = 2048;  // beyond which long pixels don't stretch it
constexpr double usual_side = 1000;
constexpr double square_magnification = 8;  // from which a pixel is better seen as the square it is

// What a panel that would have this longer side is magnified by; `stored` is the longer side in stored pixels.
double magnification(double longer, double stored) {
    if (longer < smallest_side) return std::ceil(smallest_side / longer);
    const double largest = std::max(largest_stretched, stored);
    return longer > largest ? largest / longer : 1.0;
}

}  // namespace

int whole(double length) {
    return std::max(1, static_cast<int>(std::lround(length)));
}

View::View(Size stored, const OverlayOptions& options)
    : transpose_(options.turn.transpose),
      across_{"x", 0, stored.width, options.turn.flip_x},
      down_{"y", 0, stored.height, options.turn.flip_y} {
    double pixel_across = options.pixel_width;
    double pixel_down = options.pixel_height;
    if (transpose_) {
        std::swap(across_.name, down_.name);
        std::swap(across_.count, down_.count);
        std::swap(pixel_across, pixel_down);
    }
    const double unit = std::min(pixel_across, pixel_down);
    const double width = across_.count * (pixel_across / unit);
    const double height = down_.count * (pixel_down / unit);
    const double factor = magnification(std::max(width, height), std::max(across_.count, down_.count));
    across_.length = whole(width * factor);
    down_.length = whole(height * factor);
}

View::View(const cv::Rect& part, cv::Size room)
    : transpose_(false), across_{"x", part.x, part.width}, down_{"y", part.y, part.height} {
    const double scale =
        std::min(static_cast<double>(room.width) / part.width, static_cast<double>(room.height) / part.height);
    across_.length = whole(part.width * scale);
    down_.length = whole(part.height * scale);
}

cv::Rect View::part() const {
    const cv::Rect turned(across_.first, down_.first, across_.count, down_.count);
    return transpose_ ? cv::Rect(turned.y, turned.x, turned.height, turned.width) : turned;
}

cv::Point2d View::place(double x, double y) const {
    return transpose_ ? cv::Point2d(across_.place(y), down_.place(x)) : cv::Point2d(across_.place(x), down_.place(y));
}

cv::Mat View::cut(const cv::Mat& stored) const {
    cv::Mat turned = stored(part()).clone();
    if (transpose_) cv::transpose(turned, turned);
    if (across_.reversed) cv::flip(turned, turned, 1);
    if (down_.reversed) cv::flip(turned, turned, 0);
    return turned;
}

cv::Mat View::shown(const cv::Mat& stored, int interpolation) const {
    cv::Mat resized;
    cv::resize(cut(stored), resized, {across_.length, down_.length}, 0, 0, interpolation);
    return resized;
}

int View::image_interpolation() const {
    if (!magnifies()) return cv::INTER_AREA;
    const double scale = std::min(across_.scale(), down_.scale());
    return scale < square_magnification ? cv::INTER_CUBIC : cv::INTER_NEAREST;
}

double View::unit() const {
    return std::max(1.0, std::max(across_.length, down_.length) / usual_side);
}

int View::pixels(double length) const {
    return whole(length * unit());
}

}  // namespace imis::drawing
