#include "lettering.hpp"

#include <algorithm>
#include <cmath>
#include <functional>

#include <opencv2/imgproc.hpp>

#include "picture.hpp"

namespace imis::drawing {
namespace {

// OpenCV's pen is a whole number of pixels wide, too coarse for small letters: they are drawn this much larger, then
// reduced.
constexpr int enlargement = 4;
constexpr int font = cv::FONT_HERSHEY_SIMPLEX;
constexpr double font_height = 21;  // of a capital at scale 1, without the pen
constexpr double usual_height = 10.5;
constexpr double helvetica_capital = 0.718;  // of its size, by its font metrics
constexpr double vector_pen = 1;  // what the pen adds to other fonts' capitals: bold ones, which are wide, fit as well

double pen_width(Weight weight) {
    switch (weight) {
        case Weight::regular:
            return 1.35;
        case Weight::bold:
            return 2.1;
    }
    return 0;  // not reached
}

bool continues_character(char byte) {
    return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U;  // UTF-8: 10xxxxxx
}

// The font's own space and hyphen are as wide as capitals: these are used, at scale 1.
constexpr double space_width = 9;
constexpr double hyphen_width = 14;
constexpr double hyphen_margin = 3;  // at its ends
constexpr double hyphen_height = 8;  // above the line

// From where a piece begins to where the next one does.
int advance(const std::string& piece, double scale, int pen) {
    if (piece == " ") return static_cast<int>(std::lround(space_width * scale));
    if (piece == "-") return static_cast<int>(std::lround(hyphen_width * scale));
    int below = 0;
    return cv::getTextSize(piece, font, scale, pen, &below).width - pen;
}

// Calls use(piece, x) for all pieces of a text: spaces, hyphens, and what is between them. Returns the x where the text
// ends.
int for_each_piece(const std::string& text, double scale, int pen,
                   const std::function<void(const std::string& piece, int x)>& use) {
    int x = 0;
    for (std::size_t start = 0; start < text.size();) {
        const std::size_t end = std::max(start + 1, std::min(text.find_first_of(" -", start), text.size()));
        const std::string piece = text.substr(start, end - start);
        use(piece, x);
        x += advance(piece, scale, pen);
        start = end;
    }
    return text.empty() ? 0 : x + pen;
}

void draw_piece(cv::Mat& canvas, const std::string& piece, cv::Point start, double scale, int pen) {
    if (piece == " ") return;
    if (piece != "-") {
        cv::putText(canvas, piece, start, font, scale, cv::Scalar(255), pen, cv::LINE_AA);
        return;
    }
    const int y = start.y - static_cast<int>(std::lround(hyphen_height * scale));
    const int margin = static_cast<int>(std::lround(hyphen_margin * scale));
    cv::line(canvas, {start.x + margin, y}, {start.x + advance(piece, scale, pen) - margin, y}, cv::Scalar(255), pen,
             cv::LINE_AA);
}

// Mixes a colour into a picture, by a coverage of 0 to 255 whose top left corner lies at a place that may be outside.
void blend(cv::Mat& picture, const cv::Mat& coverage, cv::Point top_left, const Colour& colour) {
    const cv::Rect covered(top_left, coverage.size());
    const cv::Rect shown = covered & cv::Rect({0, 0}, picture.size());
    for (int y = shown.y; y < shown.y + shown.height; ++y) {
        for (int x = shown.x; x < shown.x + shown.width; ++x) {
            const double share = coverage.at<std::uint8_t>(y - top_left.y, x - top_left.x) / 255.0;
            auto& pixel = picture.at<cv::Vec3b>(y, x);
            for (int i = 0; i < 3; ++i) {
                pixel[i] = cv::saturate_cast<std::uint8_t>(pixel[i] + share * (colour[i] - pixel[i]));
            }
        }
    }
}

}  // namespace

std::string ascii(const std::string& text) {
    std::string shown;
    for (const char byte : text) {
        if (continues_character(byte)) continue;
        shown += byte >= ' ' && byte <= '~' ? byte : '?';
    }
    return shown;
}

Lettering::Lettering(double unit, double size, Weight weight)
    : scale_(enlargement * unit * size * usual_height / font_height),
      pen_(std::max(1, static_cast<int>(std::lround(enlargement * unit * size * pen_width(weight))))),
      height_(static_cast<int>(std::lround(unit * size * (usual_height + pen_width(weight))))),
      capital_(unit * size * (usual_height + vector_pen)),
      weight_(weight) {}

int Lettering::width(const std::string& text) const {
    const int enlarged = for_each_piece(text, scale_, pen_, [](const std::string&, int) {});
    return (enlarged + enlargement - 1) / enlargement;
}

std::string Lettering::fitted(const std::string& text, int width) const {
    if (this->width(text) <= width) return text;
    std::string start = text;
    while (!start.empty() && this->width(start + "...") > width) start.pop_back();
    return start + "...";
}

int Lettering::write(Picture& picture, const std::string& text, cv::Point at, Align align, const Colour& colour) const {
    picture.items.emplace_back(Writing{*this, text, at, align, colour, false});
    return left_end(text, at, align).x + width(text);
}

void Lettering::write_rimmed(Picture& picture, const std::string& text, cv::Point at, Align align,
                             const Colour& colour) const {
    picture.items.emplace_back(Writing{*this, text, at, align, colour, true});
}

void Lettering::paint(cv::Mat& pixels, const std::string& text, cv::Point at, Align align, const Colour& colour,
                      bool rimmed) const {
    const cv::Point left = left_end(text, at, align);
    if (rimmed) draw(pixels, text, left, dark, pen_ + rim());
    draw(pixels, text, left, colour, pen_);
}

int Lettering::rim() const {
    return std::max(4 * enlargement, 2 * pen_);
}

double Lettering::rim_width() const {
    return static_cast<double>(rim()) / enlargement;
}

double Lettering::font_size() const {
    return capital_ / helvetica_capital;
}

double Lettering::baseline(int y) const {
    return y + capital_ / 2;
}

void Lettering::draw(cv::Mat& pixels, const std::string& text, cv::Point left_middle, const Colour& colour,
                     int pen) const {
    if (text.empty()) return;
    // Room for the pen, and for what hangs below the line or stands above capitals.
    const int room = height_ + (pen + enlargement - 1) / enlargement;
    const cv::Size size(width(text) + 2 * room, height_ + 2 * room);
    cv::Mat enlarged(size * enlargement, CV_8UC1, cv::Scalar(0));
    const cv::Point start(room * enlargement, (room + height_) * enlargement - pen_ / 2);
    for_each_piece(text, scale_, pen_, [&](const std::string& piece, int x) {
        draw_piece(enlarged, piece, {start.x + x, start.y}, scale_, pen);
    });
    cv::Mat coverage;
    cv::resize(enlarged, coverage, size, 0, 0, cv::INTER_AREA);
    blend(pixels, coverage, {left_middle.x - room, left_middle.y - height_ / 2 - room}, colour);
}

cv::Point Lettering::left_end(const std::string& text, cv::Point at, Align align) const {
    switch (align) {
        case Align::left:
            return at;
        case Align::centre:
            return {at.x - width(text) / 2, at.y};
        case Align::right:
            return {at.x - width(text), at.y};
    }
    return at;  // not reached
}

}  // namespace imis::drawing
