#include "imis/drawing/overlay.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "catch.hpp"
#include "imis/base/error.hpp"
#include "imis/image/palette.hpp"
#include "picture_checks.hpp"

using namespace imis;

namespace {

Image grey_image(Size size) {
    return plain_image(size, grey);
}

Mask mask_of_pixel(Size size, int x, int y) {
    return rectangle_mask(size, x, y, x + 1, y + 1);
}

// Where a picture of a plain image shows it; its corners must be free of marks.
struct Panel {
    int left = 1 << 30;
    int top = 1 << 30;
    int right = -1;
    int bottom = -1;
    [[nodiscard]] Size size() const { return {bottom - top + 1, right - left + 1}; }
};

Panel find_panel(const Image& picture) {
    Panel panel;
    for (int y = 0; y < picture.size.height; ++y) {
        for (int x = 0; x < picture.size.width; ++x) {
            if (colour_at(picture, x, y) != grey) continue;
            panel.left = std::min(panel.left, x);
            panel.right = std::max(panel.right, x);
            panel.top = std::min(panel.top, y);
            panel.bottom = std::max(panel.bottom, y);
        }
    }
    return panel;
}

// The colour in the middle of the square that shows a pixel of the turned image, which has `size`.
PixelColour shown_at(const Image& picture, Size size, int x, int y) {
    const Panel panel = find_panel(picture);
    return colour_at(picture, panel.left + (2 * x + 1) * panel.size().width / (2 * size.width),
                     panel.top + (2 * y + 1) * panel.size().height / (2 * size.height));
}

bool is_tinted(const PixelColour& colour, int label) {
    const auto tint = label_colour(label);
    for (std::size_t i = 0; i < 3; ++i) {
        if (std::abs(colour[i] - (0.65 * grey[i] + 0.35 * tint[i])) > 1) return false;
    }
    return true;
}

Size panel_size(Size stored, const OverlayOptions& options) {
    return find_panel(draw_overlay(grey_image(stored), {}, options)).size();
}

}  // namespace

TEST_CASE("small images are magnified by whole numbers, large ones are not") {
    CHECK(panel_size({20, 24}, {}) == Size{640, 768});
    CHECK(panel_size({500, 300}, {}) == Size{1000, 600});
    CHECK(panel_size({800, 900}, {}) == Size{800, 900});
}

TEST_CASE("pictures are true to shape") {
    OverlayOptions options;
    options.pixel_height = 3;
    CHECK(panel_size({10, 40}, options) == Size{600, 800});
    options.turn.transpose = true;
    CHECK(panel_size({10, 40}, options) == Size{800, 600});
}

TEST_CASE("long pixels stretch a picture to a sensible size only") {
    OverlayOptions options;
    options.pixel_width = 5000;
    CHECK(panel_size({100, 100}, options) == Size{1, 2048});
    options.pixel_width = 10;
    CHECK(panel_size({1000, 1000}, options) == Size{205, 2048});
}

TEST_CASE("a mask is tinted in its object's colour, the background is as it was") {
    const Size size = {16, 32};
    const Mask first = mask_of_pixel(size, 5, 3);
    const Mask second = mask_of_pixel(size, 20, 10);
    const std::vector<OverlayObject> objects = {{"first", &first, {}, {}, "0.93"}, {"second", &second, {}, {}, ""}};
    const Image picture = draw_overlay(grey_image(size), objects, {});
    CHECK(is_tinted(shown_at(picture, size, 5, 3), 1));
    CHECK(is_tinted(shown_at(picture, size, 20, 10), 2));
    CHECK(shown_at(picture, size, 7, 3) == grey);
    CHECK(shown_at(picture, size, 5, 5) == grey);
}

TEST_CASE("marks and masks follow the turn") {
    const Size stored = {16, 32};
    OverlayOptions options;
    options.turn.transpose = GENERATE(false, true);
    options.turn.flip_x = GENERATE(false, true);
    options.turn.flip_y = GENERATE(false, true);
    const Size turned = options.turn.transpose ? Size{32, 16} : stored;
    const auto turned_place = [&](int x, int y) {
        if (options.turn.transpose) std::swap(x, y);
        return std::pair(options.turn.flip_x ? turned.width - 1 - x : x,
                         options.turn.flip_y ? turned.height - 1 - y : y);
    };
    const Mask mask = mask_of_pixel(stored, 5, 3);
    const std::vector<OverlayObject> objects = {{"object", &mask, {{{25, 4}, true}, {{25, 9}, false}}, {}, ""}};
    const Image picture = draw_overlay(grey_image(stored), objects, options);

    const auto [mask_x, mask_y] = turned_place(5, 3);
    CHECK(is_tinted(shown_at(picture, turned, mask_x, mask_y), 1));
    CHECK(shown_at(picture, turned, turned.width - 1 - mask_x, mask_y) == grey);
    // In the middle of a click is its sign, in white.
    const auto [plus_x, plus_y] = turned_place(25, 4);
    CHECK(shown_at(picture, turned, plus_x, plus_y) == PixelColour{255, 255, 255});
    const auto [minus_x, minus_y] = turned_place(25, 9);
    CHECK(shown_at(picture, turned, minus_x, minus_y) == PixelColour{255, 255, 255});
}

TEST_CASE("a box runs around its pixels, and is cut at the image's edges") {
    const Size size = {16, 32};
    const std::vector<OverlayObject> objects = {{"object", nullptr, {}, {{4, 4, 11, 9}}, ""}};
    const Image picture = draw_overlay(grey_image(size), objects, {});
    const Panel panel = find_panel(picture);
    CHECK(colour_at(picture, panel.left + 4 * 24, panel.top + 4 * 24) == PixelColour{230, 159, 0});
    CHECK(colour_at(picture, panel.left + 12 * 24 - 1, panel.top + 10 * 24 - 1) == PixelColour{230, 159, 0});
    CHECK(shown_at(picture, size, 4, 4) == grey);

    const std::vector<OverlayObject> beyond = {{"object", nullptr, {}, {{-1e30F, 2, 1e30F, NAN}}, ""}};
    CHECK(draw_overlay(grey_image(size), beyond, {}).size == picture.size);
}

TEST_CASE("title, legend and its symbols take room of their own") {
    const Size size = {16, 32};
    const Image image = grey_image(size);
    const auto height_of = [&](const std::vector<OverlayObject>& objects, const std::string& title) {
        OverlayOptions options;
        options.title = title;
        return draw_overlay(image, objects, options).size.height;
    };
    const int bare = height_of({}, "");
    const int one = height_of({{"object", nullptr, {}, {}, ""}}, "");
    CHECK(bare < one);
    CHECK(bare < height_of({}, "title"));
    const int line = height_of({{"object", nullptr, {}, {}, ""}, {"object", nullptr, {}, {}, ""}}, "") - one;
    CHECK(line > 0);
    CHECK(height_of({{"object", nullptr, {{{1, 1}, true}, {{2, 2}, true}}, {}, ""}}, "") == one + line);
    CHECK(height_of({{"object", nullptr, {{{1, 1}, true}, {{2, 2}, false}}, {{1, 1, 2, 2}}, ""}}, "") ==
          one + 3 * line);
}

TEST_CASE("texts that are too long or not ASCII make no wider picture than usual") {
    const Image image = grey_image({100, 10});
    const std::vector<OverlayObject> objects = {{std::string(1000, 'W'), nullptr, {}, {}, "0.5"},
                                                {"\xc3\xa4\n", nullptr, {}, {}, std::string(1000, 'W')}};
    OverlayOptions options;
    options.title = std::string(1000, 'W');
    options.turn = {false, false, false, "R", "L", "A", "P"};
    CHECK(draw_overlay(image, objects, options).size.width < 800);
}

TEST_CASE("what cannot be drawn is an error") {
    const Image image = grey_image({4, 5});
    const Mask other = Mask::zeros({5, 4});
    const std::vector<OverlayObject> unlike = {{"liver", &other, {}, {}, ""}};
    CHECK_THROWS_WITH(draw_overlay(image, unlike, {}), contains("liver") && contains("4 x 5") && contains("5 x 4"));
    const std::vector<OverlayObject> outside = {{"liver", nullptr, {{{5, 0}, true}}, {}, ""}};
    CHECK_THROWS_WITH(draw_overlay(image, outside, {}), contains("outside"));
    CHECK_THROWS_AS(draw_overlay({}, {}, {}), Error);
    OverlayOptions options;
    options.pixel_width = 0;
    CHECK_THROWS_WITH(draw_overlay(image, {}, options), contains("above 0"));
}
