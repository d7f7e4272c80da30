#include "masks.hpp"

#include <cmath>
#include <cstddef>
#include <memory>
#include <utility>
#include <vector>

#include <opencv2/imgproc.hpp>

#include "canvas.hpp"
#include "imis/image/mask_encoding.hpp"

namespace imis::drawing {
namespace {

constexpr double rim_width = 1;       // at either side of a line
constexpr double rim_opacity = 0.65;  // thin structures would be lost between dark lines
constexpr std::size_t smoothing = 5;  // neighbours that a point of an outline is the mean of

// The panel's pixels that a mask covers, not 0 each.
cv::Mat covered(const Mask& mask, const View& view, Edges edges) {
    switch (edges) {
        case Edges::exact:
            return view.shown(pixels_of(mask), cv::INTER_NEAREST);
        case Edges::smooth:
            return view.shown(pixels_of(mask) * 255, view.magnifies() ? cv::INTER_LINEAR : cv::INTER_AREA) > 127;
    }
    return {};  // not reached
}

// The middles of the pixels' edges that a ring runs along.
std::vector<cv::Point2d> edge_middles(const Ring& ring) {
    std::vector<cv::Point2d> middles;
    for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
        const cv::Point2d from(ring[i].x, ring[i].y);
        const cv::Point2d way = cv::Point2d(ring[i + 1].x, ring[i + 1].y) - from;
        const double length = std::abs(way.x) + std::abs(way.y);  // one of the two is 0
        const int pixels = static_cast<int>(length);
        for (int pixel = 0; pixel < pixels; ++pixel) middles.push_back(from + way * ((pixel + 0.5) / length));
    }
    return middles;
}

std::vector<cv::Point2d> corners(const Ring& ring) {
    std::vector<cv::Point2d> line;
    for (const Point& corner : ring) line.emplace_back(corner.x, corner.y);
    return line;
}

// A ring without the steps of pixels; one around a few pixels stays as it is.
std::vector<cv::Point2d> without_steps(const Ring& ring) {
    const std::vector<cv::Point2d> middles = edge_middles(ring);
    const std::size_t count = middles.size();
    if (count < 4 * smoothing) return corners(ring);
    std::vector<cv::Point2d> line;
    for (std::size_t i = 0; i <= count; ++i) {
        cv::Point2d sum;
        for (std::size_t near = 0; near < smoothing; ++near) sum += middles[(i + near) % count];
        line.push_back(sum / static_cast<double>(smoothing));
    }
    return line;
}

std::vector<cv::Point2d> line_along(const Ring& ring, Edges edges) {
    switch (edges) {
        case Edges::exact:
            return corners(ring);
        case Edges::smooth:
            return without_steps(ring);
    }
    return {};  // not reached
}

// The outlines of a mask, in fractions of the panel's pixels.
Paths rings_of(const Mask& mask, const View& view, Edges edges) {
    Paths rings;
    const auto add = [&](const Ring& ring) {
        auto& line = rings.emplace_back();
        for (const cv::Point2d& point : line_along(ring, edges)) {
            line.push_back(in_fractions(view.place(point.x, point.y) - cv::Point2d(0.5, 0.5)));
        }
    };
    for (const Polygon& polygon : outlines(mask)) {
        add(polygon.outer);
        for (const Ring& hole : polygon.holes) add(hole);
    }
    return rings;
}

}  // namespace

void tint(Picture& panel, const Mask& mask, const Colour& colour, const View& view, Edges edges, double opacity) {
    const auto kept = std::make_shared<const Mask>(mask);
    panel.items.emplace_back(Tint{[=] { return covered(*kept, view, edges); },
                                  [=] { return rings_of(*kept, view, edges); }, colour, opacity});
}

Outline outline_of(const Mask& mask, const Colour& colour, const View& view, Edges edges) {
    return {rings_of(mask, view, edges), colour};
}

void draw_outlines(Picture& panel, std::span<const Outline> outlines, double width, const View& view) {
    const int line = view.pixels(width);
    Lines rims{{}, dark, line + 2 * view.pixels(rim_width), true, rim_opacity};
    for (const Outline& outline : outlines) {
        rims.paths.insert(rims.paths.end(), outline.lines.begin(), outline.lines.end());
    }
    if (rims.paths.empty()) return;
    panel.items.emplace_back(std::move(rims));
    for (const Outline& outline : outlines) {
        panel.items.emplace_back(Lines{outline.lines, outline.colour, line, true});
    }
}

}  // namespace imis::drawing
