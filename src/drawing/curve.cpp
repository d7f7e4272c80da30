#include "curve.hpp"

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "canvas.hpp"
#include "lettering.hpp"

namespace imis::drawing {
namespace {

constexpr double dot_radius = 5;
constexpr int most_numbers = 10;  // below the chart

// Where the chart's lines lie.
struct Chart {
    cv::Rect area;
    std::size_t count = 0;

    [[nodiscard]] cv::Point2d place(std::size_t index, double score) const {
        const double step = area.width / static_cast<double>(std::max<std::size_t>(1, count - 1));
        return {area.x + static_cast<double>(index) * step, area.y + (1 - score) * area.height};
    }
};

void draw_axes(Picture& picture, const Chart& chart, const PageColours& colours) {
    const Lettering letters(1, 0.9);
    for (const double score : {0.0, 0.25, 0.5, 0.75, 1.0}) {
        const int y = static_cast<int>(std::lround(chart.place(0, score).y));
        draw_lines(picture, {{{chart.area.x, y}, {chart.area.x + chart.area.width, y}}}, colours.grid_line, 1);
        if (score == 0.25 || score == 0.75) continue;
        letters.write(picture, std::to_string(score).substr(0, 3), {chart.area.x - 10, y}, Align::right, colours.faint);
    }
    const std::size_t every = 1 + (chart.count - 1) / most_numbers;
    const int y = chart.area.y + chart.area.height + 18;
    for (std::size_t i = 0; i < chart.count; i += every) {
        const int x = static_cast<int>(std::lround(chart.place(i, 0).x));
        letters.write(picture, std::to_string(i + 1), {x, y}, Align::centre, colours.faint);
    }
}

}  // namespace

Picture curve(std::span<const double> scores, const Colour& colour, cv::Size size, const PageColours& colours) {
    Picture picture = blank(size, colours);
    const Chart chart{{44, 18, size.width - 62, size.height - 52}, scores.size()};
    draw_axes(picture, chart, colours);
    std::vector<cv::Point> path;
    for (std::size_t i = 0; i < scores.size(); ++i) path.push_back(in_fractions(chart.place(i, scores[i])));
    picture.items.emplace_back(Lines{{path}, colour, 2, true});
    for (const cv::Point& at : path) picture.items.emplace_back(Disc{at, in_fractions(dot_radius), colour});
    return picture;
}

}  // namespace imis::drawing
