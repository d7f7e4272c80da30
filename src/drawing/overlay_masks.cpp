#include "overlay_masks.hpp"

#include <array>
#include <cmath>
#include <cstdint>
#include <vector>

#include <opencv2/imgproc.hpp>

#include "imis/image/outlines.hpp"
#include "imis/image/palette.hpp"

namespace imis::overlay {
namespace {

constexpr double opacity = 0.35;
constexpr double line_width = 1.6;
constexpr double rim_width = 1;  // the dark one at either side of the line

using Lines = std::vector<std::vector<cv::Point>>;

// OpenCV draws lines at fractions of a pixel where coordinates are given in 16ths; its whole ones are pixels' centres.
constexpr int fraction_bits = 4;
int sixteenths(double panel_coordinate) {
    return static_cast<int>(std::lround((panel_coordinate - 0.5) * (1 << fraction_bits)));
}

void tint(cv::Mat& panel, const Mask& mask, const Colour& colour, const View& view) {
    // OpenCV wants a mutable pointer; the mask's pixels are only read.
    const cv::Mat stored(mask.size.height, mask.size.width, CV_8UC1, const_cast<std::uint8_t*>(mask.pixels.data()));
    const cv::Mat shown = view.shown(stored, cv::INTER_NEAREST);
    cv::Mat tinted;
    cv::addWeighted(panel, 1 - opacity, cv::Mat(panel.size(), CV_8UC3, colour), opacity, 0, tinted);
    tinted.copyTo(panel, shown);
}

Lines outline_lines(const Mask& mask, const View& view) {
    Lines lines;
    const auto add = [&](const Ring& ring) {
        auto& line = lines.emplace_back();
        for (const Point& corner : ring) {
            const cv::Point2d place = view.place(corner.x, corner.y);
            line.emplace_back(sixteenths(place.x), sixteenths(place.y));
        }
    };
    for (const Polygon& polygon : outlines(mask)) {
        add(polygon.outer);
        for (const Ring& hole : polygon.holes) add(hole);
    }
    return lines;
}

void draw_lines(cv::Mat& panel, const Lines& lines, const Colour& colour, int width) {
    cv::polylines(panel, lines, false, colour, width, cv::LINE_AA, fraction_bits);
}

}  // namespace

Colour object_colour(std::size_t index) {
    const std::array<std::uint8_t, 3> colour = label_colour(static_cast<int>(index % max_label) + 1);
    return {static_cast<double>(colour[0]), static_cast<double>(colour[1]), static_cast<double>(colour[2])};
}

void draw_masks(cv::Mat& panel, std::span<const OverlayObject> objects, const View& view) {
    std::vector<Lines> lines(objects.size());
    for (std::size_t i = 0; i < objects.size(); ++i) {
        if (objects[i].mask == nullptr) continue;
        tint(panel, *objects[i].mask, object_colour(i), view);
        lines[i] = outline_lines(*objects[i].mask, view);
    }
    const int width = view.pixels(line_width);
    const int rimmed = width + 2 * view.pixels(rim_width);
    for (const Lines& object : lines) draw_lines(panel, object, dark, rimmed);
    for (std::size_t i = 0; i < objects.size(); ++i) draw_lines(panel, lines[i], object_colour(i), width);
}

}  // namespace imis::overlay
