#include "picture.hpp"

#include <algorithm>
#include <utility>

namespace imis::drawing {

Picture blank(cv::Size size, const PageColours& colours) {
    return {size, colours.background, {}};
}

Picture picture_of(cv::Mat pixels, cv::Size size, int interpolation) {
    return {size, {}, {PlacedImage{std::move(pixels), cv::Rect({0, 0}, size), interpolation}}};
}

void draw_lines(Picture& picture, const std::vector<std::pair<cv::Point, cv::Point>>& lines, const Colour& colour,
                int width) {
    Paths paths;
    for (const auto& [from, to] : lines) paths.push_back({from, to});
    picture.items.emplace_back(Lines{std::move(paths), colour, width});
}

void paste(Picture& canvas, Picture picture, cv::Point top_left) {
    canvas.items.emplace_back(Part{std::make_shared<const Picture>(std::move(picture)), top_left});
}

Picture side_by_side(std::vector<Picture> pictures, int gap, const PageColours& colours) {
    cv::Size size(-gap, 0);
    for (const Picture& picture : pictures) {
        size.width += gap + picture.size.width;
        size.height = std::max(size.height, picture.size.height);
    }
    Picture row = blank(size, colours);
    int x = 0;
    for (Picture& picture : pictures) {
        const int width = picture.size.width;
        paste(row, std::move(picture), {x, 0});
        x += width + gap;
    }
    return row;
}

Picture stacked(std::vector<Picture> pictures, int gap, const PageColours& colours) {
    cv::Size size(0, -gap);
    for (const Picture& picture : pictures) {
        size.width = std::max(size.width, picture.size.width);
        size.height += gap + picture.size.height;
    }
    Picture column = blank(size, colours);
    int y = 0;
    for (Picture& picture : pictures) {
        const int height = picture.size.height;
        paste(column, std::move(picture), {0, y});
        y += height + gap;
    }
    return column;
}

Picture with_margin(Picture picture, int margin, const PageColours& colours) {
    Picture framed = blank({picture.size.width + 2 * margin, picture.size.height + 2 * margin}, colours);
    paste(framed, std::move(picture), {margin, margin});
    return framed;
}

}  // namespace imis::drawing
