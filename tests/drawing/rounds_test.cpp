#include "imis/drawing/rounds.hpp"

#include <cstdlib>

#include "catch.hpp"
#include "colours.hpp"
#include "imis/base/error.hpp"
#include "imis/drawing/case_panels.hpp"
#include "picture_checks.hpp"

using namespace imis;

namespace {

constexpr Size square = {36, 36};
// Where a strip shows the pixels, ten times as large: after a margin and the names, 12 pixels between panels.
constexpr int first_panel = 20 + 220;
constexpr int panel_step = 360 + 12;

// Two targets and three rounds, in which the first target's mask grows.
DrawnImage drawn_image(const std::vector<int>& rounds) {
    DrawnImage image{"CT", "set", "one", plain_image(square, grey), rounds, {}};
    DrawnTarget left{"left lung", rectangle_mask(square, 4, 4, 14, 32), {}, {0.2, 0.5, 0.9}, {}};
    left.prompts = {{{{{9, 9}, true}}, {}, ""}, {{{{9, 29}, true}}, {}, ""}, {{{{2, 2}, false}}, {}, ""}};
    for (const int round : rounds) left.masks.push_back(rectangle_mask(square, 4, 4, 14, 8 + 8 * round));
    DrawnTarget right{"right lung", rectangle_mask(square, 22, 4, 32, 32), {}, {0.4, 0.5, 0.7}, {}};
    right.prompts = {{{}, Box{22, 4, 31, 31}, "a right lung"}, {}, {}};
    for (std::size_t i = 0; i < rounds.size(); ++i) right.masks.push_back(Mask::zeros(square));
    image.targets = {left, right};
    return image;
}

// The colour in the middle of what a panel of a strip shows of a pixel.
PixelColour strip_colour(const Image& strip, int panel, int x, int y) {
    return colour_at(strip, first_panel + panel * panel_step + 10 * x + 5, 20 + 10 * y + 5);
}

PixelColour to_pixel(const drawing::Colour& colour) {
    return {static_cast<int>(colour[0]), static_cast<int>(colour[1]), static_cast<int>(colour[2])};
}

bool is_tinted(const PixelColour& colour, const drawing::Colour& tint) {
    for (int i = 0; i < 3; ++i) {
        const auto place = static_cast<std::size_t>(i);
        if (std::abs(colour[place] - (0.65 * grey[place] + 0.35 * tint[i])) > 1) return false;
    }
    return true;
}

}  // namespace

TEST_CASE("a strip shows true outlines, then masks and clicks of the rounds") {
    const Image strip = draw_strip(drawn_image({1, 3})).pixels();
    CHECK(strip.size.width == first_panel + 2 * panel_step + 360 + 20);
    // The true outlines, in the targets' colours, with nothing inside.
    CHECK(colour_at(strip, first_panel + 40, 20 + 200) == to_pixel(drawing::target_colour(0)));
    CHECK(colour_at(strip, first_panel + 220, 20 + 200) == to_pixel(drawing::target_colour(1)));
    CHECK(strip_colour(strip, 0, 9, 20) == grey);
    // Round 1: a small mask, the truth in white, one click.
    CHECK(is_tinted(strip_colour(strip, 1, 6, 12), drawing::target_colour(0)));
    CHECK(strip_colour(strip, 1, 6, 20) == grey);
    CHECK(colour_at(strip, first_panel + panel_step + 40, 20 + 250)[0] > 180);
    CHECK(strip_colour(strip, 1, 9, 9) == to_pixel(drawing::white));
    CHECK(strip_colour(strip, 1, 9, 29) == grey);
    CHECK(strip_colour(strip, 1, 27, 18) == grey);
    // Round 3: the mask has grown, and all clicks until then are there.
    CHECK(is_tinted(strip_colour(strip, 2, 6, 20), drawing::target_colour(0)));
    for (const auto& [x, y] : {std::pair(9, 9), {9, 29}, {2, 2}}) {
        CHECK(strip_colour(strip, 2, x, y) == to_pixel(drawing::white));
    }
}

TEST_CASE("a strip is as wide as its rounds, and has room for a caption below narrow images") {
    const int one = draw_strip(drawn_image({1})).size().width;
    CHECK(draw_strip(drawn_image({1, 2})).size().width == one + panel_step);
    CHECK(draw_strip(drawn_image({1, 2, 3})).size().width == one + 2 * panel_step);

    const Size narrow = {100, 1};
    DrawnImage image{"CT", "set", "one", plain_image(narrow, grey), {1}, {}};
    image.targets.push_back({"line", rectangle_mask(narrow, 0, 0, 1, 9), {{}}, {0.5}, {Mask::zeros(narrow)}});
    CHECK(draw_strip(image).size().width > 2 * 200);
}

TEST_CASE("a sheet has its strips below each other") {
    RoundsSheet sheet("model", "a note");
    sheet.add(drawn_image({1, 3}));
    const Size one = sheet.page().size();
    sheet.add(drawn_image({1, 3}));
    const Size two = sheet.page().size();
    sheet.add(drawn_image({1, 3}));
    CHECK(two.width == one.width);
    CHECK(sheet.page().size().height - two.height == two.height - one.height);
}

TEST_CASE("a session has a panel for every round, in rows of at most five with image, errors and curve") {
    const Image one = draw_session(drawn_image({1}), "note").pixels();
    const Image two = draw_session(drawn_image({1, 3}), "note").pixels();
    CHECK(one.size.height == two.size.height);
    CHECK(two.size.width - one.size.width == 290 + 12);

    DrawnImage image = drawn_image({1, 2, 3});
    DrawnTarget& target = image.targets.front();
    for (int round = 4; round <= 8; ++round) {
        image.rounds.push_back(round);
        target.prompts.emplace_back();
        target.dice.push_back(0.9);
        target.masks.push_back(target.truth);
    }
    const Image eight = draw_session(image, std::string(1000, 'W')).pixels();
    CHECK(eight.size.width == one.size.width);  // three rows of four
    CHECK(eight.size.height > two.size.height + 2 * 290);
}

TEST_CASE("a session draws the truth in the legend's colour, not in that of the mask") {
    DrawnImage image = drawn_image({1});
    image.targets.resize(1);
    image.targets[0].prompts[0] = {};
    const Image session = draw_session(image, "").pixels();
    // The image is the first panel: what of its pixels has the colour of masks or of true outlines.
    int mask_pixels = 0;
    int truth_pixels = 0;
    for (int y = 70; y < 70 + 290; ++y) {
        for (int x = 20; x < 20 + 290; ++x) {
            mask_pixels += colour_at(session, x, y) == to_pixel(drawing::target_colour(0)) ? 1 : 0;
            truth_pixels += colour_at(session, x, y) == to_pixel(drawing::white) ? 1 : 0;
        }
    }
    CHECK(mask_pixels == 0);
    CHECK(truth_pixels > 200);
}

TEST_CASE("panels of a case are image, rounds and errors") {
    const CasePanels panels = draw_case_panels(drawn_image({1, 3}), 360);
    CHECK(panels.image.size == Size{360, 360});
    REQUIRE(panels.rounds.size() == 2);
    CHECK(panels.rounds[0].rgb != panels.rounds[1].rgb);

    // All of the image is near the target: ten panel pixels a stored one. Round 1 reaches down to row 16, the truth to
    // row 32, and the mask below holds one column too much at the left.
    DrawnImage image = drawn_image({1});
    image.targets[0].masks[0] = rectangle_mask(square, 2, 4, 14, 16);
    const Image errors = draw_case_panels(image, 360).errors;
    REQUIRE(errors.size == Size{360, 360});
    const auto looks = [&](int x, int y, const drawing::Colour& colour) {
        const PixelColour pixel = colour_at(errors, 10 * x + 5, 10 * y + 5);
        for (int i = 0; i < 3; ++i) {
            if (std::abs(pixel[static_cast<std::size_t>(i)] - (0.75 * colour[i] + 0.25 * 115)) > 6) return false;
        }
        return true;
    };
    CHECK(looks(9, 24, drawing::missed_colour));
    CHECK(looks(2, 10, drawing::overrun_colour));
    const PixelColour right = colour_at(errors, 95, 105);  // a true pixel of the mask: the image in grey
    CHECK(right[0] == right[1]);
    CHECK(right[1] == right[2]);
}

TEST_CASE("clicks on a small target are small, so that they do not hide it") {
    const auto click_pixels = [](int side) {
        DrawnImage image{"CT", "set", "one", plain_image({360, 360}, grey), {1}, {}};
        const Mask truth = rectangle_mask({360, 360}, 180, 180, 180 + side, 180 + side);
        image.targets.push_back({"organ", truth, {{{{{30, 30}, false}}, {}, ""}}, {0.5}, {truth}});
        const Image strip = draw_strip(image).pixels();
        int count = 0;
        for (int y = 20; y < 100; ++y) {
            for (int x = first_panel + panel_step; x < first_panel + panel_step + 80; ++x) {
                count += colour_at(strip, x, y) == to_pixel(drawing::negative_colour) ? 1 : 0;
            }
        }
        return count;
    };
    CHECK(click_pixels(10) > 0);
    CHECK(2 * click_pixels(10) < click_pixels(150));
}

TEST_CASE("many clicks on a small target leave it visible") {
    constexpr int side = 20;
    constexpr int first = 180;
    DrawnImage image{"CT", "set", "one", plain_image({360, 360}, grey), {8}, {}};
    const Mask truth = rectangle_mask({360, 360}, first, first, first + side, first + side);
    DrawnTarget target{"aorta", truth, {}, std::vector<double>(8, 0.9), {truth}};
    for (int round = 0; round < 8; ++round) {
        const auto place = [](int step) { return static_cast<float>(first + 3 + 6 * step); };
        target.prompts.push_back({{{{place(round % 3), place(round / 3)}, round % 2 == 0}}, {}, ""});
    }
    image.targets.push_back(target);
    const Image strip = draw_strip(image).pixels();
    int visible = 0;
    for (int y = first; y < first + side; ++y) {
        for (int x = first; x < first + side; ++x) {
            const PixelColour colour = colour_at(strip, first_panel + panel_step + x, 20 + y);
            const drawing::Colour& mask = drawing::target_colour(0);
            visible += is_tinted(colour, mask) || colour == to_pixel(mask) ? 1 : 0;
        }
    }
    CHECK(visible > side * side / 8);
}

TEST_CASE("an error map shows the errors of a thin target over its outline") {
    DrawnImage image = drawn_image({1});
    image.targets[0].truth = rectangle_mask(square, 9, 4, 10, 32);
    image.targets[0].masks[0] = rectangle_mask(square, 9, 4, 10, 20);
    const Image errors = draw_case_panels(image, 72).errors;  // two pixels a stored one
    const PixelColour missed = colour_at(errors, 18, 52);
    CHECK(missed[0] > 180);
    CHECK(missed[2] < 100);
}

TEST_CASE("a light page has the same panels around dark letters") {
    const DrawnImage image = drawn_image({1, 3});
    RoundsSheet dark_sheet("model", "note");
    RoundsSheet light_sheet("model", "note", PictureTheme::light);
    dark_sheet.add(image);
    light_sheet.add(image);
    const std::vector<std::pair<Image, Image>> pages = {
        {draw_strip(image).pixels(), draw_strip(image, PictureTheme::light).pixels()},
        {draw_session(image, "note").pixels(), draw_session(image, "note", PictureTheme::light).pixels()},
        {dark_sheet.page().pixels(), light_sheet.page().pixels()}};
    for (const auto& [dark_page, light_page] : pages) {
        REQUIRE(dark_page.size == light_page.size);
        int left_dark = 0;  // pixels that still have the dark page's colour
        int letters = 0;
        for (int y = 0; y < light_page.size.height; ++y) {
            for (int x = 0; x < light_page.size.width; ++x) {
                const PixelColour colour = colour_at(light_page, x, y);
                left_dark += colour == to_pixel(drawing::dark_page.background) ? 1 : 0;
                letters += colour == to_pixel(drawing::light_page.text) ? 1 : 0;
            }
        }
        CHECK(left_dark == 0);
        CHECK(letters > 100);
        CHECK(colour_at(light_page, 0, 0) == to_pixel(drawing::light_page.background));
    }
    // The images themselves are the same.
    CHECK(strip_colour(pages[0].first, 1, 6, 12) == strip_colour(pages[0].second, 1, 6, 12));
}

TEST_CASE("texts of any length and kind make no larger pictures") {
    DrawnImage image = drawn_image({1, 3});
    const Size strip = draw_strip(image).size();
    image.modality = image.dataset = image.name = image.targets[0].name = std::string(500, 'W');
    image.targets[1].name = "\xc3\xa4\n";
    image.targets[1].prompts[0].text = std::string(500, 'W');
    CHECK(draw_strip(image).size() == strip);
    std::swap(image.targets[0], image.targets[1]);
    CHECK(draw_session(image, "\xe2\x82\xac").size().width == draw_session(drawn_image({1, 3}), "note").size().width);
}

TEST_CASE("what cannot be drawn of rounds is an error") {
    DrawnImage image = drawn_image({1, 3});
    image.targets[1].masks[0] = Mask::zeros({36, 35});
    CHECK_THROWS_WITH(draw_strip(image), contains("right lung") && contains("size"));
    image = drawn_image({1, 3});
    image.targets[0].dice.pop_back();
    CHECK_THROWS_WITH(draw_session(image, ""), contains("left lung") && contains("missing"));
    image = drawn_image({1, 3});
    image.targets[0].masks.pop_back();
    CHECK_THROWS_WITH(RoundsSheet("", "").add(image), contains("missing"));
    image.targets.clear();
    CHECK_THROWS_AS(draw_strip(image), Error);
    CHECK_THROWS_AS(draw_strip(drawn_image({})), Error);
}
