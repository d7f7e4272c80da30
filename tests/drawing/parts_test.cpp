// The parts that pictures are put together from.
#include <vector>

#include "canvas.hpp"
#include "catch.hpp"
#include "curve.hpp"
#include "legend.hpp"
#include "lettering.hpp"
#include "marks.hpp"
#include "masks.hpp"
#include "paint.hpp"
#include "picture.hpp"
#include "picture_checks.hpp"
#include "view.hpp"

using namespace imis;
using namespace imis::drawing;

namespace {

PixelColour pixel(const cv::Mat& pixels, int x, int y) {
    const auto& colour = pixels.at<cv::Vec3b>(y, x);
    return {colour[0], colour[1], colour[2]};
}

PixelColour pixel(const Picture& picture, int x, int y) {
    return pixel(painted(picture), x, y);
}

PixelColour rounded(const Colour& colour) {
    return {static_cast<int>(colour[0]), static_cast<int>(colour[1]), static_cast<int>(colour[2])};
}

int count_of(const cv::Mat& picture, const Colour& colour) {
    int count = 0;
    for (int y = 0; y < picture.rows; ++y) {
        for (int x = 0; x < picture.cols; ++x) count += pixel(picture, x, y) == rounded(colour) ? 1 : 0;
    }
    return count;
}

}  // namespace

TEST_CASE("a part of an image is shown as large as it fits") {
    const View view(cv::Rect(10, 20, 20, 10), {40, 40});
    CHECK(view.size() == cv::Size(40, 20));
    CHECK(view.part() == cv::Rect(10, 20, 20, 10));
    CHECK(view.place(10, 20) == cv::Point2d(0, 0));
    CHECK(view.place(30, 30) == cv::Point2d(40, 20));
    CHECK(View(cv::Rect(0, 0, 1000, 1), {100, 100}).size() == cv::Size(100, 1));

    Image image = plain_image({40, 40}, {0, 0, 0});
    for (std::size_t channel = 0; channel < 3; ++channel) image.rgb[3 * (20 * 40 + 10) + channel] = 200;
    const View near(cv::Rect(10, 20, 4, 4), {40, 40});
    const cv::Mat shown = near.shown(pixels_of(image), near.image_interpolation());
    CHECK(pixel(shown, 9, 9) == PixelColour{200, 200, 200});
    CHECK(pixel(shown, 10, 9) == PixelColour{0, 0, 0});
}

TEST_CASE("a click has its sign in white on its colour, in a ring") {
    Picture picture = blank({60, 60});
    draw_click(picture, cv::Point2d(30, 30), false, 2, target_colour(1));
    CHECK(pixel(picture, 30, 30) == rounded(white));
    CHECK(pixel(picture, 30, 22) == rounded(negative_colour));
    CHECK(pixel(picture, 30, 30 - 16) == rounded(target_colour(1)));
    CHECK(pixel(picture, 30, 30 - 21) == rounded(dark_page.background));

    draw_click(picture, cv::Point2d(30, 30), true, 2, target_colour(1));
    CHECK(pixel(picture, 30, 24) == rounded(white));
    CHECK(pixel(picture, 22, 22) == rounded(positive_colour));
}

TEST_CASE("a box runs around its pixels") {
    const View view(cv::Rect(0, 0, 20, 20), {200, 200});
    Picture panel = blank(view.size());
    draw_box(panel, Box{4, 4, 11, 9}, light, view);
    CHECK(pixel(panel, 40, 40) == rounded(light));
    CHECK(pixel(panel, 119, 99) == rounded(light));
    CHECK(pixel(panel, 80, 70) == rounded(dark_page.background));
}

TEST_CASE("outlines run along pixels' edges, or without their steps") {
    const View view(cv::Rect(0, 0, 40, 40), {400, 400});
    const Mask mask = rectangle_mask({40, 40}, 10, 10, 30, 30);
    for (const Edges edges : {Edges::exact, Edges::smooth}) {
        Picture panel = blank(view.size());
        const std::vector<Outline> outlines = {outline_of(mask, white, view, edges)};
        draw_outlines(panel, outlines, 1.6, view);
        CHECK(pixel(panel, 100, 200) == rounded(white));
        CHECK(pixel(panel, 200, 299) == rounded(white));
        CHECK(pixel(panel, 200, 200) == rounded(dark_page.background));
        // Only the exact line goes into the corner.
        CHECK((pixel(panel, 100, 100) == rounded(white)) == (edges == Edges::exact));
    }
    const Mask one = rectangle_mask({40, 40}, 5, 5, 6, 6);
    Picture panel = blank(view.size());
    const std::vector<Outline> outlines = {outline_of(one, white, view, Edges::smooth)};
    draw_outlines(panel, outlines, 1.6, view);
    CHECK(pixel(panel, 50, 50) == rounded(white));
}

TEST_CASE("the tint covers what the mask covers") {
    const View view(cv::Rect(0, 0, 40, 40), {400, 400});
    const Mask mask = rectangle_mask({40, 40}, 10, 10, 30, 30);
    for (const Edges edges : {Edges::exact, Edges::smooth}) {
        Picture panel = blank(view.size());
        tint(panel, mask, {124, 126, 230}, view, edges);
        CHECK(pixel(panel, 105, 200) == PixelColour{59, 61, 100});
        CHECK(pixel(panel, 200, 294) == PixelColour{59, 61, 100});
        CHECK(pixel(panel, 95, 200) == rounded(dark_page.background));
        CHECK(pixel(panel, 200, 305) == rounded(dark_page.background));
    }
}

TEST_CASE("texts are measured, cut and placed") {
    const Lettering letters(1);
    CHECK(letters.width("") == 0);
    CHECK(letters.width("two words") > letters.width("two") + letters.width("words"));
    CHECK(letters.fitted("short", 1000) == "short");
    const std::string cut = letters.fitted("much too long", 60);
    CHECK(cut.ends_with("..."));
    CHECK(letters.width(cut) <= 60);
    CHECK(Lettering(1, 1, Weight::bold).width("bold") >= letters.width("bold"));
    CHECK(ascii("\xc3\xa4rm\n") == "?rm?");

    Picture picture = blank({60, 30});
    CHECK(letters.write(picture, "H", {20, 15}, Align::left, white) == 20 + letters.width("H"));
    CHECK(count_of(painted(picture)(cv::Rect(0, 0, 20, 30)), dark_page.background) == 20 * 30);
    CHECK(count_of(painted(picture)(cv::Rect(20, 0, 15, 30)), dark_page.background) < 15 * 30);
    // Beyond the edges nothing is written.
    letters.write(picture, "far away", {-500, -500}, Align::left, white);
    letters.write(picture, "over the edge", {50, 25}, Align::left, white);
}

TEST_CASE("a legend is as large as its entries, below each other or in a row") {
    const std::vector<LegendEntry> entries = {{Symbol::swatch, target_colour(0), "one"}, {Symbol::line, white, "two"}};
    const Legend legend(entries, 1);
    CHECK(legend.size().height == 2 * Legend({entries[0]}, 1).size().height);
    CHECK(legend.row_width() > Legend({entries[0]}, 1).row_width() + Legend({entries[1]}, 1).row_width());
    CHECK(Legend({}, 1).size() == cv::Size(0, 0));
    Picture picture = blank({200, 30});
    legend.draw_row(picture, {0, 15});
    CHECK(pixel(picture, 12, 15) == rounded(target_colour(0)));

    MarkKinds kinds{true, false, false};
    kinds |= {false, false, true};
    REQUIRE(kinds.entries().size() == 2);
    CHECK(kinds.entries()[0].symbol == Symbol::positive_click);
    CHECK(kinds.entries()[1].symbol == Symbol::box);
}

TEST_CASE("a curve goes through its scores") {
    const std::vector<double> scores = {0, 1, 0.5};
    const Picture chart = curve(scores, target_colour(0), {262, 252}, dark_page);
    const PixelColour colour = rounded(target_colour(0));
    CHECK(pixel(chart, 44, 218) == colour);
    CHECK(pixel(chart, 144, 18) == colour);
    CHECK(pixel(chart, 244, 118) == colour);
    CHECK(pixel(chart, 150, 218) == rounded(dark_page.grid_line));
    CHECK(curve(std::vector{0.7}, white, {200, 200}, dark_page).size == cv::Size(200, 200));
}

TEST_CASE("a close-up is square, holds all that was given and stays in the image") {
    DrawnImage image;
    image.image = plain_image({40, 60}, {0, 0, 0});
    image.targets.push_back({"target", rectangle_mask({40, 60}, 50, 2, 58, 8), {}, {}, {}});
    image.targets[0].prompts.push_back({{{{45, 10}, false}}, {}, ""});
    const cv::Rect part = close_up(image);
    CHECK(part.width == part.height);
    CHECK((part & cv::Rect(0, 0, 60, 40)) == part);
    CHECK((part & cv::Rect(45, 2, 13, 9)) == cv::Rect(45, 2, 13, 9));

    image.targets[0].masks.push_back(rectangle_mask({40, 60}, 0, 0, 60, 40));
    CHECK(close_up(image) == cv::Rect(0, 0, 60, 40));
    image.targets[0] = {"nothing", Mask::zeros({40, 60}), {}, {}, {}};
    CHECK(close_up(image) == cv::Rect(0, 0, 60, 40));
}
