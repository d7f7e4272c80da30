#include "marks.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "canvas.hpp"

namespace imis::drawing {
namespace {

void draw_disc(Picture& picture, cv::Point2d at, double radius, const Colour& colour) {
    picture.items.emplace_back(Disc{in_fractions(at), in_fractions(radius), colour});
}

void draw_bar(Picture& picture, cv::Point2d at, double half_width, double half_height, const Colour& colour) {
    const cv::Point2d half(half_width, half_height);
    picture.items.emplace_back(Bar{in_fractions(at - half), in_fractions(at + half), colour});
}

// Adds a horizontal or vertical line that begins and ends with a dash; one that is too short for two is drawn through.
void add_dashes(Paths& dashes, cv::Point from, cv::Point to, double unit) {
    const double dash = 7 * unit;
    const double length = std::max(std::abs(to.x - from.x), std::abs(to.y - from.y));
    const int gaps = static_cast<int>((length - dash) / (2 * dash));
    if (gaps <= 0) {
        dashes.push_back({from, to});
        return;
    }
    const auto at = [&](double along) {
        return cv::Point(from.x + static_cast<int>(std::lround(along / length * (to.x - from.x))),
                         from.y + static_cast<int>(std::lround(along / length * (to.y - from.y))));
    };
    const double period = (length - dash) / gaps;
    for (int i = 0; i <= gaps; ++i) dashes.push_back({at(i * period), at(i * period + dash)});
}

void draw_dashed_box(Picture& picture, cv::Point from, cv::Point to, const Colour& colour, int width, double unit) {
    Paths dashes;
    add_dashes(dashes, from, {to.x, from.y}, unit);
    add_dashes(dashes, {from.x, to.y}, to, unit);
    add_dashes(dashes, from, {from.x, to.y}, unit);
    add_dashes(dashes, {to.x, from.y}, to, unit);
    picture.items.emplace_back(Lines{std::move(dashes), colour, width});
}

// The panel pixels of a rectangle of stored places, whichever corner a turn makes the first.
cv::Rect panel_pixels(const View& view, double x0, double y0, double x1, double y1) {
    const auto pixel_at = [](const cv::Point2d& place) {
        return cv::Point(static_cast<int>(std::floor(place.x)), static_cast<int>(std::floor(place.y)));
    };
    return {pixel_at(view.place(x0, y0)), pixel_at(view.place(x1, y1))};
}

double clamped(double coordinate, int first, int count) {
    // In this order a NaN becomes the first.
    return std::max<double>(first, std::min<double>(first + count, coordinate));
}

}  // namespace

void draw_click(Picture& picture, cv::Point2d at, bool positive, double unit, const Colour& ring) {
    const double radius = 7 * unit;
    const double rim = 1.2 * std::min(1.0, unit / least_signed_click);  // or dots would be rim alone
    draw_disc(picture, at, radius + 1.5 * unit + rim, dark);
    draw_disc(picture, at, radius + 1.5 * unit, ring);
    draw_disc(picture, at, radius, positive ? positive_colour : negative_colour);
    if (unit < least_signed_click) return;
    const double arm = 4.2 * unit;
    const double stroke = std::max(0.3, 0.75 * unit);
    draw_bar(picture, at, arm, stroke, white);
    if (positive) draw_bar(picture, at, stroke, arm, white);
}

void draw_box(Picture& picture, cv::Point from, cv::Point to, const Colour& colour, double unit) {
    const int width = whole(1.5 * unit);
    draw_dashed_box(picture, from, to, dark, width + 2 * whole(unit), unit);
    draw_dashed_box(picture, from, to, colour, width, unit);
}

void draw_click(Picture& picture, cv::Point panel, const ClickMark& click, const View& view, double unit,
                const Colour& ring) {
    // From panel coordinates to OpenCV's, which are whole in the middle of a pixel.
    const cv::Point2d at = view.place(click.at.x + 0.5, click.at.y + 0.5) - cv::Point2d(0.5, 0.5);
    draw_click(picture, cv::Point2d(panel) + at, click.positive, unit, ring);
}

void draw_box(Picture& panel, const Box& box, const Colour& colour, const View& view) {
    const cv::Rect part = view.part();
    const cv::Rect area =
        panel_pixels(view, clamped(box.x0, part.x, part.width), clamped(box.y0, part.y, part.height),
                     clamped(box.x1 + 1.0, part.x, part.width), clamped(box.y1 + 1.0, part.y, part.height));
    draw_box(panel, area.tl(), area.br() - cv::Point(1, 1), colour, view.unit());
}

void draw_frame(Picture& panel, const cv::Rect& pixels, const Colour& colour, const View& view) {
    const cv::Rect area = panel_pixels(view, pixels.x, pixels.y, pixels.x + pixels.width, pixels.y + pixels.height);
    const int width = view.pixels(1);
    const cv::Point last = area.br() - cv::Point(1, 1);
    const Paths frame = {{area.tl(), {last.x, area.y}, last, {area.x, last.y}, area.tl()}};
    panel.items.emplace_back(Lines{frame, dark, width + 2 * view.pixels(1)});
    panel.items.emplace_back(Lines{frame, colour, width});
}

}  // namespace imis::drawing
