#include "paint.hpp"

#include <variant>
#include <vector>

#include <opencv2/imgproc.hpp>

#include "canvas.hpp"

namespace imis::drawing {
namespace {

void paint(cv::Mat canvas, const Picture& picture);

// Paints one item onto pixels.
struct Brush {
    cv::Mat& canvas;

    void operator()(const PlacedImage& image) const {
        cv::Mat area = canvas(image.area);
        cv::resize(image.pixels, area, area.size(), 0, 0, image.interpolation);
        if (!image.in_grey) return;
        cv::Mat grey;
        cv::cvtColor(area, grey, cv::COLOR_RGB2GRAY);
        cv::cvtColor(grey, area, cv::COLOR_GRAY2RGB);
    }

    void operator()(const Tint& tint) const {
        cv::Mat tinted;
        cv::addWeighted(canvas, 1 - tint.opacity, cv::Mat(canvas.size(), CV_8UC3, tint.colour), tint.opacity, 0,
                        tinted);
        tinted.copyTo(canvas, tint.pixels());
    }

    void operator()(const Lines& lines) const {
        if (lines.opacity == 1) {
            draw(canvas, lines);
            return;
        }
        cv::Mat drawn = canvas.clone();
        draw(drawn, lines);
        cv::addWeighted(drawn, lines.opacity, canvas, 1 - lines.opacity, 0, canvas);
    }

    void operator()(const Disc& disc) const {
        cv::circle(canvas, disc.centre, disc.radius, disc.colour, cv::FILLED, cv::LINE_AA, fraction_bits);
    }

    void operator()(const Bar& bar) const {
        const std::vector<cv::Point> corners = {bar.low, {bar.high.x, bar.low.y}, bar.high, {bar.low.x, bar.high.y}};
        cv::fillConvexPoly(canvas, corners, bar.colour, cv::LINE_AA, fraction_bits);
    }

    void operator()(const Block& block) const { cv::rectangle(canvas, block.pixels, block.colour, cv::FILLED); }

    void operator()(const Writing& writing) const {
        writing.letters.paint(canvas, writing.text, writing.at, writing.align, writing.colour, writing.rimmed);
    }

    void operator()(const Part& part) const {
        paint(canvas(cv::Rect(part.top_left, part.picture->size)), *part.picture);
    }

private:
    static void draw(cv::Mat& canvas, const Lines& lines) {
        if (lines.in_fractions) {
            cv::polylines(canvas, lines.paths, false, lines.colour, lines.width, cv::LINE_AA, fraction_bits);
        } else {
            cv::polylines(canvas, lines.paths, false, lines.colour, lines.width, cv::LINE_8);
        }
    }
};

void paint(cv::Mat canvas, const Picture& picture) {
    if (picture.background) canvas.setTo(*picture.background);
    for (const Item& item : picture.items) std::visit(Brush{canvas}, item);
}

}  // namespace

cv::Mat painted(const Picture& picture) {
    cv::Mat canvas(picture.size, CV_8UC3);
    paint(canvas, picture);
    return canvas;
}

}  // namespace imis::drawing
