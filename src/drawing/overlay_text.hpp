// Lettering of overlays.
#pragma once

#include <string>

#include <opencv2/core.hpp>

namespace imis::overlay {

// Colours are RGB, as the picture is.
using Colour = cv::Scalar;
inline const Colour background{24, 26, 30};
inline const Colour dark{10, 10, 10};
inline const Colour light{235, 235, 235};
inline const Colour faint{165, 170, 178};

enum class Align { left, centre, right };

// A text with characters other than printable ASCII replaced by '?', one for each of UTF-8.
[[nodiscard]] std::string ascii(const std::string& text);

// Letters of one size; `unit` as in View. All texts must be ASCII.
class Lettering {
public:
    explicit Lettering(double unit, double size = 1);

    [[nodiscard]] int width(const std::string& text) const;

    // Of a capital, in pixels.
    [[nodiscard]] int height() const { return height_; }

    // The text, or its beginning and "..." where it is wider than that many pixels.
    [[nodiscard]] std::string fitted(const std::string& text, int width) const;

    // Writes a text whose capitals have their middle at the height of `at`, which is the text's left end, centre or right end.
    void write(cv::Mat& picture, const std::string& text, cv::Point at, Align align, const Colour& colour) const;

    // The same with a dark rim, for text that lies on an image.
    void write_rimmed(cv::Mat& picture, const std::string& text, cv::Point at, Align align, const Colour& colour) const;

private:
    [[nodiscard]] cv::Point baseline(const std::string& text, cv::Point at, Align align) const;

    double scale_;
    int thickness_;
    int height_;
};

}  // namespace imis::overlay
