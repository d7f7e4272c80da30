#include "overlay_edges.hpp"

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "canvas.hpp"
#include "lettering.hpp"
#include "picture.hpp"

namespace imis::drawing {
namespace {

// Lengths in View's pixels.
constexpr double spacing = 70;       // least distance of two numbers,
constexpr double tight_spacing = 8;  // and that of their texts at edges that are short,
constexpr double short_edge = 150;   // less than this
constexpr double minor_tick_length = 3;
constexpr double tick_length = 6;
constexpr double gap = 5;
constexpr double name_room = 22;
constexpr double arrow_length = 34;
constexpr double arrow_tip = 0.25;  // of its length

// Stored pixels from one tick to the next: with numbers, and without.
struct Steps {
    int major = 1;
    int minor = 1;
};

// The least of 1, 2, 5, 10, 20, 50, ... that comes to so many panel pixels, divided by 4 or 5 to whole numbers.
Steps tick_steps(const Axis& axis, double panel_pixels) {
    const double wanted = panel_pixels / axis.scale();
    for (int power = 1;; power *= 10) {
        for (const int digit : {1, 2, 5}) {
            const int step = digit * power;
            if (step >= wanted) return {step, std::max(1, step / (digit == 2 ? 4 : 5))};
        }
    }
}

// `extent`: how much room a number takes along the axis.
Steps tick_steps(const Axis& axis, int extent, const View& view) {
    const bool is_short = axis.length < view.pixels(short_edge);
    return tick_steps(axis, is_short ? extent + view.pixels(tight_spacing) : view.pixels(spacing));
}

// Panel coordinate of the middle of a stored pixel.
int middle_of(const Axis& axis, int stored) {
    return static_cast<int>(std::floor(axis.place(stored + 0.5)));
}

int number_width(const Axis& axis, const Lettering& letters) {
    return letters.width(std::to_string(axis.count - 1));
}

// A tick. OpenCV's thick lines would have round ends, which reach into the panel.
void draw_tick(Picture& picture, const cv::Rect& bar) {
    picture.items.emplace_back(Block{bar, dark_page.faint});
}

// An arrow along an axis, with sides of a quarter of its length at its tip.
void draw_arrow(Picture& picture, cv::Point from, cv::Point to, int width) {
    const cv::Point way = to - from;
    const double side = arrow_tip * cv::norm(way) / std::sqrt(2.0);
    const auto tip_side = [&](int turn) {
        const double sign_x = way.x != 0 ? (way.x > 0 ? -1 : 1) : turn;
        const double sign_y = way.y != 0 ? (way.y > 0 ? -1 : 1) : turn;
        return in_fractions(cv::Point(to.x + cvRound(side * sign_x), to.y + cvRound(side * sign_y)));
    };
    const cv::Point tip = in_fractions(cv::Point2d(to));
    picture.items.emplace_back(Lines{{{in_fractions(cv::Point2d(from)), tip}, {tip_side(-1), tip}, {tip_side(1), tip}},
                                     dark_page.faint,
                                     width,
                                     true});
}

// Name at `at`, arrow beside it along a direction, no longer than an edge has room for.
void draw_name(Picture& picture, const Axis& axis, cv::Point at, cv::Point direction, const View& view) {
    const Lettering letters(view.unit(), 1.2);
    letters.write(picture, axis.name, at, Align::centre, light);
    if (axis.reversed) direction = -direction;
    const int start = view.pixels(12);
    const int length = std::min(view.pixels(arrow_length), axis.length / 2 - start);
    if (length < start) return;
    draw_arrow(picture, at + direction * start, at + direction * (start + length), view.pixels(1.2));
}

void draw_across(Picture& picture, const cv::Rect& panel, const View& view) {
    const Axis& axis = view.across();
    const Lettering letters(view.unit());
    const int edge = panel.y + panel.height;
    const int number_y = edge + view.pixels(tick_length) + view.pixels(gap) + letters.height() / 2;
    const int width = view.pixels(1);
    const Steps steps = tick_steps(axis, number_width(axis, letters), view);
    for (int stored = 0; stored < axis.count; stored += steps.minor) {
        const int x = panel.x + middle_of(axis, stored);
        const bool is_major = stored % steps.major == 0;
        const int length = view.pixels(is_major ? tick_length : minor_tick_length);
        draw_tick(picture, {x - width / 2, edge, width, length});
        if (is_major) letters.write(picture, std::to_string(stored), {x, number_y}, Align::centre, dark_page.faint);
    }
    const int name_y = number_y + letters.height() / 2 + view.pixels(name_room / 2);
    draw_name(picture, axis, {panel.x + panel.width / 2, name_y}, {1, 0}, view);
}

void draw_down(Picture& picture, const cv::Rect& panel, const View& view) {
    const Axis& axis = view.down();
    const Lettering letters(view.unit());
    const int number_x = panel.x - view.pixels(tick_length) - view.pixels(gap);
    const int width = view.pixels(1);
    const Steps steps = tick_steps(axis, letters.height(), view);
    for (int stored = 0; stored < axis.count; stored += steps.minor) {
        const int y = panel.y + middle_of(axis, stored);
        const bool is_major = stored % steps.major == 0;
        const int length = view.pixels(is_major ? tick_length : minor_tick_length);
        draw_tick(picture, {panel.x - length, y - width / 2, length, width});
        if (is_major) letters.write(picture, std::to_string(stored), {number_x, y}, Align::right, dark_page.faint);
    }
    const int name_x = number_x - number_width(axis, letters) - view.pixels(name_room / 2);
    draw_name(picture, axis, {name_x, panel.y + panel.height / 2}, {0, 1}, view);
}

}  // namespace

TickMargins tick_margins(const View& view) {
    const Lettering letters(view.unit());
    const int beside = view.pixels(tick_length) + view.pixels(gap) + view.pixels(name_room);
    return {beside + number_width(view.down(), letters), number_width(view.across(), letters) / 2,
            beside + letters.height()};
}

void draw_ticks(Picture& picture, const cv::Rect& panel, const View& view) {
    draw_across(picture, panel, view);
    draw_down(picture, panel, view);
}

void draw_edge_letters(Picture& panel, const DisplayTurn& turn, const View& view) {
    const Lettering letters(view.unit(), 1.4);
    const int inset = view.pixels(10);
    const int middle_x = panel.size.width / 2;
    const int middle_y = panel.size.height / 2;
    const int from_edge = inset + letters.height() / 2;
    letters.write_rimmed(panel, ascii(turn.left), {inset, middle_y}, Align::left, light);
    letters.write_rimmed(panel, ascii(turn.right), {panel.size.width - inset, middle_y}, Align::right, light);
    letters.write_rimmed(panel, ascii(turn.top), {middle_x, from_edge}, Align::centre, light);
    letters.write_rimmed(panel, ascii(turn.bottom), {middle_x, panel.size.height - from_edge}, Align::centre, light);
}

}  // namespace imis::drawing
