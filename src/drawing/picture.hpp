// A picture as the list of what is on it, in the order of painting. It becomes pixels (paint.hpp) or a vector file for
// print (svg.hpp, pdf.hpp). Places are OpenCV's: whole numbers are the middles of pixels, and those in fractions count in
// 16ths of a pixel (canvas.hpp).
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include <opencv2/core.hpp>

#include "colours.hpp"
#include "lettering.hpp"

namespace imis::drawing {

using Paths = std::vector<std::vector<cv::Point>>;

// OpenCV's smooth shapes reach about this far beyond their outlines, in pixels; pictures are composed with that in mind,
// so in vector files they do, too.
inline constexpr double smooth_edge = 0.5;

// An image at its own resolution, spread over a part of the picture.
struct PlacedImage {
    cv::Mat pixels;  // RGB; its own, not a view of somebody's
    cv::Rect area;
    int interpolation;     // OpenCV's, when it is resized to the area
    bool in_grey = false;  // whether its colours are left out
};

// A part of the picture under a colour, said in two ways of which only the one that is needed is worked out.
struct Tint {
    std::function<cv::Mat()> pixels;  // as large as the picture, not 0 where it is tinted
    std::function<Paths()> rings;     // closed, in fractions; inside by the even-odd rule
    Colour colour;
    double opacity;
};

// Lines with round ends and corners; a path that ends where it begins is closed.
struct Lines {
    Paths paths;
    Colour colour;
    int width;
    bool in_fractions = false;  // and then smooth; else in whole pixels, which are coloured whole
    double opacity = 1;         // of all paths together: where they cross, nothing is darker
};

struct Disc {
    cv::Point centre;  // in fractions, as the radius
    int radius;
    Colour colour;
};

// A filled rectangle between two corners in fractions.
struct Bar {
    cv::Point low;
    cv::Point high;
    Colour colour;
};

// A filled rectangle of whole pixels.
struct Block {
    cv::Rect pixels;
    Colour colour;
};

struct Writing {
    Lettering letters;
    std::string text;
    cv::Point at;  // as Lettering::write says
    Align align;
    Colour colour;
    bool rimmed;
};

struct Picture;

// A picture on the picture; what is drawn beyond its edges is cut off.
struct Part {
    std::shared_ptr<const Picture> picture;
    cv::Point top_left;
};

using Item = std::variant<PlacedImage, Tint, Lines, Disc, Bar, Block, Writing, Part>;

struct Picture {
    cv::Size size;
    std::optional<Colour> background;  // none where an item covers all of it
    std::vector<Item> items;
};

// A picture in the colour of the background.
[[nodiscard]] Picture blank(cv::Size size, const PageColours& colours = dark_page);

// A picture with nothing on it but an image, resized to the picture's size.
[[nodiscard]] Picture picture_of(cv::Mat pixels, cv::Size size, int interpolation);

// Lines of whole pixels, from each first to its second place.
void draw_lines(Picture& picture, const std::vector<std::pair<cv::Point, cv::Point>>& lines, const Colour& colour,
                int width);

void paste(Picture& canvas, Picture picture, cv::Point top_left);

// Pictures from left to right, their upper edges in line.
[[nodiscard]] Picture side_by_side(std::vector<Picture> pictures, int gap, const PageColours& colours = dark_page);

// Pictures one below the other, their left edges in line.
[[nodiscard]] Picture stacked(std::vector<Picture> pictures, int gap, const PageColours& colours = dark_page);

[[nodiscard]] Picture with_margin(Picture picture, int margin, const PageColours& colours = dark_page);

}  // namespace imis::drawing
