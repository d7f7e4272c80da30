#include "overlay_text.hpp"

#include <algorithm>
#include <cmath>

#include <opencv2/imgproc.hpp>

namespace imis::overlay {
namespace {

constexpr int font = cv::FONT_HERSHEY_SIMPLEX;
constexpr double usual_scale = 0.5;  // capitals about 11 pixels high

bool continues_character(char byte) {
    return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U;  // UTF-8: 10xxxxxx
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

Lettering::Lettering(double unit, double size)
    : scale_(usual_scale * unit * size), thickness_(std::max(1, static_cast<int>(std::lround(1.1 * unit * size)))) {
    int below = 0;
    height_ = cv::getTextSize("H", font, scale_, thickness_, &below).height;
}

int Lettering::width(const std::string& text) const {
    int below = 0;
    return cv::getTextSize(text, font, scale_, thickness_, &below).width;
}

std::string Lettering::fitted(const std::string& text, int width) const {
    if (this->width(text) <= width) return text;
    std::string start = text;
    while (!start.empty() && this->width(start + "...") > width) start.pop_back();
    return start + "...";
}

void Lettering::write(cv::Mat& picture, const std::string& text, cv::Point at, Align align,
                      const Colour& colour) const {
    cv::putText(picture, text, baseline(text, at, align), font, scale_, colour, thickness_, cv::LINE_AA);
}

void Lettering::write_rimmed(cv::Mat& picture, const std::string& text, cv::Point at, Align align,
                             const Colour& colour) const {
    const int rim = std::max(2, 2 * thickness_);
    cv::putText(picture, text, baseline(text, at, align), font, scale_, dark, thickness_ + rim, cv::LINE_AA);
    write(picture, text, at, align, colour);
}

cv::Point Lettering::baseline(const std::string& text, cv::Point at, Align align) const {
    int left = at.x;
    if (align == Align::centre) left -= width(text) / 2;
    if (align == Align::right) left -= width(text);
    return {left, at.y + height_ / 2};
}

}  // namespace imis::overlay
