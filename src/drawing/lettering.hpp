// Texts on pictures.
#pragma once

#include <string>

#include <opencv2/core.hpp>

#include "colours.hpp"

namespace imis::drawing {

struct Picture;

enum class Align { left, centre, right };
enum class Weight { regular, bold };

// A text with characters other than printable ASCII replaced by '?', one for each of UTF-8.
[[nodiscard]] std::string ascii(const std::string& text);

// Letters of one size: capitals are about 12 * unit * size pixels high. All texts must be ASCII.
class Lettering {
public:
    explicit Lettering(double unit, double size = 1, Weight weight = Weight::regular);

    [[nodiscard]] int width(const std::string& text) const;

    // Of a capital, in pixels.
    [[nodiscard]] int height() const { return height_; }

    // The text, or its beginning and "..." where it is wider than that many pixels.
    [[nodiscard]] std::string fitted(const std::string& text, int width) const;

    // Writes a text whose capitals have their middle at the height of `at`, which is the text's left end, centre or
    // right end; what lies outside of the picture is cut off. Returns the x where the text ends.
    int write(Picture& picture, const std::string& text, cv::Point at, Align align, const Colour& colour) const;

    // The same with a dark rim, for text that lies on an image.
    void write_rimmed(Picture& picture, const std::string& text, cv::Point at, Align align, const Colour& colour) const;

    // How a text written so becomes pixels, in strokes of OpenCV's font.
    void paint(cv::Mat& pixels, const std::string& text, cv::Point at, Align align, const Colour& colour,
               bool rimmed) const;

    // How it is set in another font, so that its capitals have the same height and stand on the same line.
    [[nodiscard]] Weight weight() const { return weight_; }
    [[nodiscard]] double rim_width() const;      // of a stroke along its outlines, in pixels
    [[nodiscard]] double font_size() const;      // in pixels, of Helvetica and fonts of its proportions
    [[nodiscard]] double baseline(int y) const;  // where 0 is the upper edge of the first row of pixels; y: of `at`

private:
    [[nodiscard]] int rim() const;
    void draw(cv::Mat& pixels, const std::string& text, cv::Point left_middle, const Colour& colour, int pen) const;
    [[nodiscard]] cv::Point left_end(const std::string& text, cv::Point at, Align align) const;

    // Of the enlarged drawing, which is then reduced.
    double scale_;
    int pen_;
    int height_;
    double capital_;  // height of a capital in another font
    Weight weight_;
};

}  // namespace imis::drawing
