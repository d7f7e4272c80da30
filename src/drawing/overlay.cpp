#include "imis/drawing/overlay.hpp"

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>
#include <vector>

#include <opencv2/core.hpp>

#include "canvas.hpp"
#include "imis/base/error.hpp"
#include "legend.hpp"
#include "lettering.hpp"
#include "marks.hpp"
#include "masks.hpp"
#include "overlay_edges.hpp"
#include "paint.hpp"
#include "picture.hpp"
#include "view.hpp"

namespace imis {
namespace {

using namespace drawing;

void check_object(const OverlayObject& object, Size size) {
    if (object.mask != nullptr && object.mask->size != size) {
        throw Error("the mask of '" + object.name + "' has " + to_string(object.mask->size) +
                    " pixels, but the image to draw it on has " + to_string(size));
    }
    for (const ClickMark& point : object.points) {
        if (point.at.x >= 0 && point.at.y >= 0 && point.at.x < static_cast<float>(size.width) &&
            point.at.y < static_cast<float>(size.height)) {
            continue;
        }
        throw Error("the click (" + std::to_string(point.at.x) + ", " + std::to_string(point.at.y) + ") on '" +
                    object.name + "' lies outside of the image, which has " + to_string(size) + " pixels");
    }
}

void check(const Image& image, std::span<const OverlayObject> objects, const OverlayOptions& options) {
    if (image.size.height <= 0 || image.size.width <= 0) throw Error("an image without pixels cannot be drawn");
    for (const OverlayObject& object : objects) check_object(object, image.size);
    const auto is_extent = [](double extent) { return std::isfinite(extent) && extent > 0; };
    if (!is_extent(options.pixel_width) || !is_extent(options.pixel_height)) {
        throw Error("an image cannot be drawn with pixels of " + std::to_string(options.pixel_width) + " x " +
                    std::to_string(options.pixel_height) + "; both must be above 0");
    }
}

// Masks are tinted and outlined in the objects' colours, outlines over all tints.
void draw_masks(Picture& panel, std::span<const OverlayObject> objects, const View& view) {
    std::vector<Outline> outlines;
    for (std::size_t i = 0; i < objects.size(); ++i) {
        if (objects[i].mask == nullptr) continue;
        tint(panel, *objects[i].mask, object_colour(i), view, Edges::exact);
        outlines.push_back(outline_of(*objects[i].mask, object_colour(i), view, Edges::exact));
    }
    draw_outlines(panel, outlines, outline_width, view);
}

Picture draw_panel(const Image& image, std::span<const OverlayObject> objects, const OverlayOptions& options,
                   const View& view) {
    Picture panel = picture_of(view.cut(pixels_of(image)), view.size(), view.image_interpolation());
    draw_masks(panel, objects, view);
    for (std::size_t i = 0; i < objects.size(); ++i) {
        for (const Box& box : objects[i].boxes) draw_box(panel, box, object_colour(i), view);
    }
    draw_edge_letters(panel, options.turn, view);
    return panel;
}

std::vector<LegendEntry> legend_entries(std::span<const OverlayObject> objects) {
    std::vector<LegendEntry> entries;
    MarkKinds kinds;
    for (std::size_t i = 0; i < objects.size(); ++i) {
        entries.push_back({Symbol::swatch, object_colour(i), objects[i].name, objects[i].note});
        for (const ClickMark& click : objects[i].points) {
            (click.positive ? kinds.positive_click : kinds.negative_click) = true;
        }
        kinds.box |= !objects[i].boxes.empty();
    }
    for (LegendEntry& entry : kinds.entries()) entries.push_back(std::move(entry));
    return entries;
}

// Where the parts of the picture lie.
struct Layout {
    cv::Rect title;
    cv::Rect panel;
    cv::Rect legend;
    cv::Size picture;
};

Layout lay_out(const View& view, const std::string& title, const cv::Size& legend) {
    const int pad = view.pixels(14);
    const TickMargins ticks = tick_margins(view);
    const int left = std::max(pad, ticks.left + pad / 2);
    const int right = std::max(pad, ticks.right + pad / 2);
    // Beside a narrow image there is room for texts of usual length.
    const int text_width = std::min(std::max(legend.width, Lettering(view.unit(), 1.2).width(title)), view.pixels(640));
    const int width = std::max(view.across().length, text_width);
    Layout layout;
    layout.title = {left, pad, width, title.empty() ? 0 : view.pixels(32)};
    layout.panel = {left, layout.title.y + layout.title.height, view.across().length, view.down().length};
    const int below = layout.panel.y + layout.panel.height + ticks.bottom;
    layout.legend = {left, below + (legend.height > 0 ? pad / 2 : 0), width, legend.height};
    layout.picture = {left + width + right, layout.legend.y + layout.legend.height + pad};
    return layout;
}

}  // namespace

Image draw_overlay(const Image& image, std::span<const OverlayObject> objects, const OverlayOptions& options) {
    check(image, objects, options);
    const View view(image.size, options);
    const Legend legend(legend_entries(objects), view.unit());
    const std::string title = ascii(options.title);
    const Layout layout = lay_out(view, title, legend.size());

    Picture picture = blank(layout.picture);
    paste(picture, draw_panel(image, objects, options, view), layout.panel.tl());
    draw_ticks(picture, layout.panel, view);
    for (const OverlayObject& object : objects) {
        for (const ClickMark& click : object.points) draw_click(picture, layout.panel.tl(), click, view, view.unit());
    }
    const Lettering letters(view.unit(), 1.2);
    letters.write(picture, letters.fitted(title, layout.title.width),
                  {layout.title.x, layout.title.y + letters.height() / 2}, Align::left, dark_page.text);
    legend.draw(picture, layout.legend);
    return as_image(painted(picture));
}

}  // namespace imis
