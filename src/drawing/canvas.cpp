#include "canvas.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>

namespace imis::drawing {

// OpenCV wants mutable pointers.
cv::Mat pixels_of(const Image& image) {
    return {image.size.height, image.size.width, CV_8UC3, const_cast<std::uint8_t*>(image.rgb.data())};
}

cv::Mat pixels_of(const Mask& mask) {
    return {mask.size.height, mask.size.width, CV_8UC1, const_cast<std::uint8_t*>(mask.pixels.data())};
}

Image as_image(const cv::Mat& picture) {
    const cv::Mat whole = picture.isContinuous() ? picture : picture.clone();
    const auto* begin = whole.ptr<std::uint8_t>();
    return {{whole.rows, whole.cols}, {begin, begin + whole.total() * whole.elemSize()}};
}

int in_fractions(double length) {
    return static_cast<int>(std::lround(length * (1 << fraction_bits)));
}

cv::Point in_fractions(const cv::Point2d& place) {
    return {in_fractions(place.x), in_fractions(place.y)};
}

cv::Mat blank(cv::Size size, const PageColours& colours) {
    return {size, CV_8UC3, colours.background};
}

void paste(cv::Mat& canvas, const cv::Mat& picture, cv::Point top_left) {
    picture.copyTo(canvas(cv::Rect(top_left, picture.size())));
}

cv::Mat side_by_side(std::span<const cv::Mat> pictures, int gap, const PageColours& colours) {
    cv::Size size(-gap, 0);
    for (const cv::Mat& picture : pictures) {
        size.width += gap + picture.cols;
        size.height = std::max(size.height, picture.rows);
    }
    cv::Mat row = blank(size, colours);
    int x = 0;
    for (const cv::Mat& picture : pictures) {
        paste(row, picture, {x, 0});
        x += picture.cols + gap;
    }
    return row;
}

cv::Mat stacked(std::span<const cv::Mat> pictures, int gap, const PageColours& colours) {
    cv::Size size(0, -gap);
    for (const cv::Mat& picture : pictures) {
        size.width = std::max(size.width, picture.cols);
        size.height += gap + picture.rows;
    }
    cv::Mat column = blank(size, colours);
    int y = 0;
    for (const cv::Mat& picture : pictures) {
        paste(column, picture, {0, y});
        y += picture.rows + gap;
    }
    return column;
}

cv::Mat with_margin(const cv::Mat& picture, int margin, const PageColours& colours) {
    cv::Mat framed = blank({picture.cols + 2 * margin, picture.rows + 2 * margin}, colours);
    paste(framed, picture, {margin, margin});
    return framed;
}

}  // namespace imis::drawing
