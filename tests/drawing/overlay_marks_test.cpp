// Which mark is drawn: signs and colours of clicks, letters at the edges.
#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <tuple>
#include <utility>

#include "catch.hpp"
#include "imis/drawing/overlay.hpp"

using namespace imis;

namespace {

using MarkColour = std::array<int, 3>;
constexpr Size marked_size = {16, 32};
constexpr std::uint8_t ground = 120;

Image marked_picture(const std::vector<OverlayObject>& objects, const DisplayTurn& turn = {}) {
    OverlayOptions options;
    options.turn = turn;
    const Image image = {marked_size,
                         std::vector<std::uint8_t>(static_cast<std::size_t>(marked_size.area()) * 3, ground)};
    return draw_overlay(image, objects, options);
}

MarkColour marked_at(const Image& picture, int x, int y) {
    const auto first = 3 * static_cast<std::size_t>(y * picture.size.width + x);
    return {picture.rgb[first], picture.rgb[first + 1], picture.rgb[first + 2]};
}

// First and last column and row of the part that shows the image, of which a corner must be free of marks.
struct ShownPart {
    explicit ShownPart(const Image& picture) {
        for (int y = 0; y < picture.size.height; ++y) {
            for (int x = 0; x < picture.size.width; ++x) {
                if (marked_at(picture, x, y) != MarkColour{ground, ground, ground}) continue;
                if (right < 0) std::tie(left, top) = std::pair(x, y);
                right = std::max(right, x);
                bottom = y;
            }
        }
    }
    int left = 0;
    int top = 0;
    int right = -1;
    int bottom = 0;
};

}  // namespace

TEST_CASE("a click on the object is green with a plus, one on the background red with a minus") {
    const std::vector<OverlayObject> objects = {{"object", nullptr, {{{25, 4}, true}, {{25, 10}, false}}, {}, ""}};
    const Image picture = marked_picture(objects);
    const ShownPart part(picture);
    const int scale = (part.right - part.left + 1) / marked_size.width;
    REQUIRE(scale > 1);
    const auto at = [&](int x, int y, int right, int down) {
        return marked_at(picture, part.left + x * scale + scale / 2 + right, part.top + y * scale + scale / 2 + down);
    };
    constexpr MarkColour white = {255, 255, 255};
    constexpr MarkColour green = {0, 150, 70};
    constexpr MarkColour red = {205, 35, 45};
    for (const int beside : {-3, 0, 3}) {
        CHECK(at(25, 4, beside, 0) == white);
        CHECK(at(25, 4, 0, beside) == white);
        CHECK(at(25, 10, beside, 0) == white);
    }
    CHECK(at(25, 4, 4, 4) == green);
    CHECK(at(25, 10, 4, 4) == red);
    CHECK(at(25, 10, 0, 4) == red);
}

TEST_CASE("every edge has its own letter") {
    const Image bare = marked_picture({});
    const ShownPart part(bare);
    // The middle of what a letter changes, in shares of the part that shows the image.
    const auto place_of = [&](const DisplayTurn& turn) {
        const Image picture = marked_picture({}, turn);
        REQUIRE(picture.size == bare.size);
        double x = 0, y = 0, count = 0;
        for (int row = 0; row < picture.size.height; ++row) {
            for (int column = 0; column < picture.size.width; ++column) {
                if (marked_at(picture, column, row) == marked_at(bare, column, row)) continue;
                x += column - part.left;
                y += row - part.top;
                ++count;
            }
        }
        REQUIRE(count > 0);
        return std::pair(x / count / (part.right - part.left), y / count / (part.bottom - part.top));
    };
    const auto lies = [&](const DisplayTurn& turn, double x, double y) {
        const auto [column, row] = place_of(turn);
        return std::abs(column - x) < 0.1 && std::abs(row - y) < 0.1;
    };
    CHECK(lies({false, false, false, "R", "", "", ""}, 0, 0.5));
    CHECK(lies({false, false, false, "", "L", "", ""}, 1, 0.5));
    CHECK(lies({false, false, false, "", "", "H", ""}, 0.5, 0));
    CHECK(lies({false, false, false, "", "", "", "F"}, 0.5, 1));
}
