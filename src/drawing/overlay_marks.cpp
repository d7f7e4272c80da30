#include "overlay_marks.hpp"

#include <algorithm>
#include <cmath>

#include <opencv2/imgproc.hpp>

#include "overlay_masks.hpp"

namespace imis::overlay {
namespace {

const Colour positive_colour{0, 150, 70};
const Colour negative_colour{205, 35, 45};
const Colour white{255, 255, 255};

// The panel pixel that a panel place lies in.
cv::Point pixel_at(const cv::Point2d& place) {
    return {static_cast<int>(std::floor(place.x)), static_cast<int>(std::floor(place.y))};
}

// A horizontal or vertical line that begins and ends with a dash; one that is too short for two is drawn through.
void draw_dashes(cv::Mat& picture, cv::Point from, cv::Point to, const Colour& colour, int width, double unit) {
    const double dash = 7 * unit;
    const double length = std::max(std::abs(to.x - from.x), std::abs(to.y - from.y));
    const int gaps = static_cast<int>((length - dash) / (2 * dash));
    if (gaps <= 0) {
        cv::line(picture, from, to, colour, width);
        return;
    }
    const auto at = [&](double along) {
        return cv::Point(from.x + static_cast<int>(std::lround(along / length * (to.x - from.x))),
                         from.y + static_cast<int>(std::lround(along / length * (to.y - from.y))));
    };
    const double period = (length - dash) / gaps;
    for (int i = 0; i <= gaps; ++i) cv::line(picture, at(i * period), at(i * period + dash), colour, width);
}

void draw_dashed_box(cv::Mat& picture, cv::Point from, cv::Point to, const Colour& colour, int width, double unit) {
    draw_dashes(picture, from, {to.x, from.y}, colour, width, unit);
    draw_dashes(picture, {from.x, to.y}, to, colour, width, unit);
    draw_dashes(picture, from, {from.x, to.y}, colour, width, unit);
    draw_dashes(picture, {to.x, from.y}, to, colour, width, unit);
}

// A coordinate cut to 0..most.
double cut(double coordinate, int most) {
    return std::max(0.0, std::min<double>(most, coordinate));
}

void draw_object_box(cv::Mat& panel, const Box& box, const Colour& colour, const View& view) {
    const Size stored = view.stored();
    // A turn may swap which corner is which.
    const cv::Point a = pixel_at(view.place(cut(box.x0, stored.width), cut(box.y0, stored.height)));
    const cv::Point b = pixel_at(view.place(cut(box.x1 + 1.0, stored.width), cut(box.y1 + 1.0, stored.height)));
    const cv::Point from(std::min(a.x, b.x), std::min(a.y, b.y));
    const cv::Point to(std::max(a.x, b.x) - 1, std::max(a.y, b.y) - 1);
    draw_box(panel, from, to, colour, view.unit());
}

}  // namespace

void draw_click(cv::Mat& picture, cv::Point at, bool positive, double unit) {
    const int radius = whole(7 * unit);
    const int rim = whole(1.5 * unit);
    cv::circle(picture, at, radius + 2 * rim, dark, cv::FILLED, cv::LINE_AA);
    cv::circle(picture, at, radius + rim, white, cv::FILLED, cv::LINE_AA);
    cv::circle(picture, at, radius, positive ? positive_colour : negative_colour, cv::FILLED, cv::LINE_AA);
    const int arm = whole(4 * unit);
    const int width = whole(2 * unit);
    cv::line(picture, {at.x - arm, at.y}, {at.x + arm, at.y}, white, width);
    if (positive) cv::line(picture, {at.x, at.y - arm}, {at.x, at.y + arm}, white, width);
}

void draw_box(cv::Mat& picture, cv::Point from, cv::Point to, const Colour& colour, double unit) {
    const int width = whole(1.5 * unit);
    draw_dashed_box(picture, from, to, dark, width + 2 * whole(unit), unit);
    draw_dashed_box(picture, from, to, colour, width, unit);
}

void draw_boxes(cv::Mat& panel, std::span<const OverlayObject> objects, const View& view) {
    for (std::size_t i = 0; i < objects.size(); ++i) {
        for (const Box& box : objects[i].boxes) draw_object_box(panel, box, object_colour(i), view);
    }
}

void draw_edge_letters(cv::Mat& panel, const DisplayTurn& turn, const View& view) {
    const Lettering letters(view.unit(), 1.4);
    const int inset = view.pixels(10);
    const int middle_x = panel.cols / 2;
    const int middle_y = panel.rows / 2;
    const int from_edge = inset + letters.height() / 2;
    letters.write_rimmed(panel, ascii(turn.left), {inset, middle_y}, Align::left, light);
    letters.write_rimmed(panel, ascii(turn.right), {panel.cols - inset, middle_y}, Align::right, light);
    letters.write_rimmed(panel, ascii(turn.top), {middle_x, from_edge}, Align::centre, light);
    letters.write_rimmed(panel, ascii(turn.bottom), {middle_x, panel.rows - from_edge}, Align::centre, light);
}

void draw_clicks(cv::Mat& picture, const cv::Rect& panel, std::span<const OverlayObject> objects, const View& view) {
    for (const OverlayObject& object : objects) {
        for (const OverlayPoint& point : object.points) {
            const cv::Point at = pixel_at(view.place(point.at.x + 0.5, point.at.y + 0.5));
            draw_click(picture, panel.tl() + at, point.positive, view.unit());
        }
    }
}

}  // namespace imis::overlay
