// Pages as vector files. That they are well formed and look like the pictures is checked in tests/python, by programs
// that read them.
#include <cstddef>
#include <string>
#include <string_view>

#include "canvas.hpp"
#include "catch.hpp"
#include "colours.hpp"
#include "finished.hpp"
#include "imis/base/error.hpp"
#include "imis/drawing/rounds.hpp"
#include "lettering.hpp"
#include "marks.hpp"
#include "masks.hpp"
#include "picture.hpp"
#include "picture_checks.hpp"
#include "svg.hpp"
#include "view.hpp"

using namespace imis;
using namespace imis::drawing;

namespace {

int times(const std::string& text, std::string_view part) {
    int count = 0;
    for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++count;
    return count;
}

bool holds(const std::string& text, std::string_view part) {
    return text.find(part) != std::string::npos;
}

// Two rounds of one target with a click each, and a box in the first.
DrawnImage page_image(Size size = {36, 36}) {
    DrawnImage image{"CT", "a<b", "one & two", plain_image(size, grey), {1, 2}, {}};
    DrawnTarget target{"liver", rectangle_mask(size, 4, 4, 24, 32), {}, {0.25, 0.75}, {}};
    target.prompts = {{{{{9, 9}, true}}, Box{4, 4, 23, 31}, ""}, {{{{2, 2}, false}}, {}, ""}};
    target.masks = {rectangle_mask(size, 4, 4, 14, 20), rectangle_mask(size, 4, 4, 24, 30)};
    image.targets = {target};
    return image;
}

std::string svg_of(const Picture& picture) {
    return svg(picture, "title", {});
}

}  // namespace

TEST_CASE("an SVG has one image a panel, and words as text") {
    const std::string strip = draw_strip(page_image()).svg();
    CHECK(strip.starts_with("<?xml"));
    CHECK(strip.ends_with("</svg>\n"));
    CHECK(times(strip, "<image") == 3);
    for (const char* words : {">true outlines<", ">round 1: Dice 0.25<", ">round 2: Dice 0.75<", ">liver<", ">a&lt;b<",
                              ">one &amp; two<"}) {
        CHECK(holds(strip, words));
    }
    CHECK(holds(strip, "sans-serif"));
    CHECK(times(strip, "<circle") == 9);  // one click, then two, of three discs each

    // Image, two rounds and errors; the curve has none.
    const std::string session = draw_session(page_image(), "note").svg();
    CHECK(times(session, "<image") == 4);
    CHECK(holds(session, ">Dice by round<"));
    CHECK(holds(session, ">errors of round 2<"));
}

TEST_CASE("a vector page is as large as its picture, or as wide as asked") {
    const FinishedPage page = draw_strip(page_image());
    const Size size = page.size();
    const std::string box = "viewBox=\"0 0 " + std::to_string(size.width) + " " + std::to_string(size.height) + "\"";
    CHECK(holds(page.svg(), " width=\"" + std::to_string(size.width) + "\""));
    CHECK(holds(page.svg(), box));
    CHECK(holds(page.svg(180), " width=\"180mm\""));
    CHECK(holds(page.svg(180), box));
    // In points: 0.75 a pixel, and 72 an inch.
    CHECK(holds(page.pdf(), "/MediaBox [ 0 0 " + std::to_string(size.width * 3 / 4)));
    CHECK(holds(page.pdf(254), "/MediaBox [ 0 0 720 "));
}

TEST_CASE("vector pages are the same whenever they are written") {
    for (const PictureTheme theme : {PictureTheme::dark, PictureTheme::light}) {
        const FinishedPage one = draw_session(page_image(), "note", theme);
        const FinishedPage two = draw_session(page_image(), "note", theme);
        CHECK(one.svg() == two.svg());
        const std::string pdf = one.pdf();
        CHECK(pdf == two.pdf());
        CHECK(pdf.starts_with("%PDF-1.4"));
        CHECK(pdf.ends_with("%%EOF\n"));
        CHECK(!holds(pdf, "CreationDate"));
        CHECK(holds(pdf, "/FontFile"));  // embedded
    }
    CHECK(draw_session(page_image(), "note").svg() != draw_session(page_image(), "note", PictureTheme::light).svg());
}

TEST_CASE("an image is embedded as it is stored, but no finer than print shows it") {
    const auto embedded = [](Size size) {
        const std::string text = draw_strip(page_image(size)).svg();
        const std::size_t start = text.find("base64,") + 7;
        return text.substr(start, text.find('"', start) - start);
    };
    // Width, height and kind of a PNG as its header's Base64 has them.
    CHECK(embedded({36, 48}).substr(24, 12) == "ADAAAAAkCAIA");    // 48, 36, RGB of 8 bits
    CHECK(embedded({36, 5000}).substr(24, 12) == "CHAAAAASCAIA");  // on 360 x 3 pixels of the page: 2160, 18
}

TEST_CASE("magnified pixels stay squares where the picture shows them so") {
    CHECK(holds(draw_strip(page_image({36, 36})).svg(), "image-rendering=\"optimizeSpeed\""));  // ten times as large
    CHECK(!holds(draw_strip(page_image({180, 180})).svg(), "image-rendering"));
}

TEST_CASE("marks are vectors at the places that they have in pixels") {
    Picture picture = blank({60, 60});
    draw_click(picture, cv::Point2d(30, 20), true, 1, target_colour(0));
    Lettering(1).write(picture, "a \"b\"", {50, 40}, Align::right, light_page.text);
    const std::string text = svg_of(picture);
    CHECK(times(text, "cx=\"30.5\" cy=\"20.5\"") == 3);
    CHECK(holds(text, "fill=\"#009646\""));  // positive_colour
    CHECK(holds(text, "<text x=\"50\""));
    CHECK(holds(text, "text-anchor=\"end\""));
    CHECK(holds(text, ">a &quot;b&quot;</text>"));

    const View view(cv::Rect(0, 0, 20, 20), {200, 200});
    Picture panel{view.size(), {}, {}};
    tint(panel, rectangle_mask({20, 20}, 4, 5, 10, 15), {255, 0, 0}, view, Edges::exact, 0.25);
    CHECK(holds(svg_of(panel),
                "<path fill=\"#ff0000\" fill-opacity=\"0.25\" fill-rule=\"evenodd\" d=\"M40,50 100,50 100,150 "
                "40,150Z\"/>"));
}

TEST_CASE("a page that can't be made is an error") {
    const FinishedPage page =
        finished(Picture{{6000, 1}, {}, {PlacedImage{cv::Mat(1, 40000, CV_8UC3), {0, 0, 6000, 1}, 0}}}, "title");
    CHECK_THROWS_AS(page.pdf(), Error);  // cairo has no images so wide
    CHECK_THROWS_WITH(page.svg(), contains("cairo"));
}
