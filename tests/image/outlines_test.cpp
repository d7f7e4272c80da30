#include <cmath>
#include <random>
#include <set>
#include <utility>

#include "catch.hpp"
#include "drawn_mask.hpp"
#include "imis/image/mask_encoding.hpp"

using namespace imis;

namespace {

// Whether a horizontal ray from a point crosses a ring an odd number of times.
bool is_inside(const Ring& ring, double x, double y) {
    bool inside = false;
    for (std::size_t i = 1; i < ring.size(); ++i) {
        const bool crosses = (ring[i - 1].y > y) != (ring[i].y > y);
        if (crosses && ring[i].x > x) inside = !inside;  // edges are vertical where they cross
    }
    return inside;
}

// The pixels whose centres lie within the polygons.
Mask filled(const std::vector<Polygon>& polygons, Size size) {
    Mask mask = Mask::zeros(size);
    for (int y = 0; y < size.height; ++y) {
        for (int x = 0; x < size.width; ++x) {
            bool inside = false;
            for (const Polygon& polygon : polygons) {
                inside ^= is_inside(polygon.outer, x + 0.5, y + 0.5);
                for (const Ring& hole : polygon.holes) inside ^= is_inside(hole, x + 0.5, y + 0.5);
            }
            mask.pixels[static_cast<std::size_t>(y * size.width + x)] = static_cast<std::uint8_t>(inside);
        }
    }
    return mask;
}

// Closed, no corner twice (not even between two turns), all turns by 90 degrees.
void check_simple(const Ring& ring) {
    REQUIRE(ring.size() >= 5);
    CHECK(ring.front() == ring.back());
    std::set<std::pair<int, int>> passed;
    bool was_horizontal = ring[ring.size() - 2].y == ring.back().y;
    for (std::size_t i = 1; i < ring.size(); ++i) {
        const bool horizontal = ring[i - 1].y == ring[i].y;
        CHECK(horizontal != was_horizontal);
        CHECK(horizontal != (ring[i - 1].x == ring[i].x));
        was_horizontal = horizontal;
        const auto length = static_cast<int>(std::abs(ring[i].x - ring[i - 1].x) + std::abs(ring[i].y - ring[i - 1].y));
        const int dx = static_cast<int>(ring[i].x - ring[i - 1].x) / length;
        const int dy = static_cast<int>(ring[i].y - ring[i - 1].y) / length;
        for (int step = 0; step < length; ++step) {
            CHECK(
                passed.emplace(static_cast<int>(ring[i - 1].x) + step * dx, static_cast<int>(ring[i - 1].y) + step * dy)
                    .second);
        }
    }
}

void check_all(const Mask& mask, const std::vector<Polygon>& polygons) {
    double covered = 0;
    for (const Polygon& polygon : polygons) {
        check_simple(polygon.outer);
        CHECK(signed_area(polygon.outer) > 0);
        covered += signed_area(polygon.outer);
        for (const Ring& hole : polygon.holes) {
            check_simple(hole);
            CHECK(signed_area(hole) < 0);
            covered += signed_area(hole);
        }
    }
    CHECK(covered == static_cast<double>(area(mask)));
    CHECK(filled(polygons, mask.size).pixels == mask.pixels);
}

}  // namespace

TEST_CASE("a pixel's outline is its square, clockwise on the screen") {
    const auto polygons = outlines(drawn_mask({"...", "..#"}));
    REQUIRE(polygons.size() == 1);
    CHECK(polygons[0].outer == Ring{{2, 1}, {3, 1}, {3, 2}, {2, 2}, {2, 1}});
    CHECK(polygons[0].holes.empty());
}

TEST_CASE("points within straight edges are left out") {
    const auto polygons = outlines(drawn_mask({"....", ".###", ".###"}));
    REQUIRE(polygons.size() == 1);
    CHECK(polygons[0].outer == Ring{{1, 1}, {4, 1}, {4, 3}, {1, 3}, {1, 1}});
}

TEST_CASE("a hole runs the other way round, an island in it is a polygon of its own") {
    const Mask mask = drawn_mask({"#####", "#...#", "#.#.#", "#...#", "#####"});
    const auto polygons = outlines(mask);
    REQUIRE(polygons.size() == 2);
    CHECK(polygons[0].outer == Ring{{0, 0}, {5, 0}, {5, 5}, {0, 5}, {0, 0}});
    REQUIRE(polygons[0].holes.size() == 1);
    CHECK(signed_area(polygons[0].holes[0]) == -9);
    CHECK(polygons[1].outer == Ring{{2, 2}, {3, 2}, {3, 3}, {2, 3}, {2, 2}});
    CHECK(polygons[1].holes.empty());
    check_all(mask, polygons);
}

TEST_CASE("pixels that touch at a corner are two polygons") {
    const auto polygons = outlines(drawn_mask({".#", "#."}));
    REQUIRE(polygons.size() == 2);
    CHECK(polygons[0].outer == Ring{{1, 0}, {2, 0}, {2, 1}, {1, 1}, {1, 0}});
    CHECK(polygons[1].outer == Ring{{0, 1}, {1, 1}, {1, 2}, {0, 2}, {0, 1}});
}

TEST_CASE("a bay that is closed by a corner is a hole, and the outer ring stays simple") {
    const Mask mask = drawn_mask({"###", "#.#", "##."});
    const auto polygons = outlines(mask);
    REQUIRE(polygons.size() == 1);
    CHECK(polygons[0].outer == Ring{{0, 0}, {3, 0}, {3, 2}, {2, 2}, {2, 3}, {0, 3}, {0, 0}});
    REQUIRE(polygons[0].holes.size() == 1);
    CHECK(signed_area(polygons[0].holes[0]) == -1);
    check_all(mask, polygons);
}

TEST_CASE("holes that touch at a corner are two") {
    const Mask mask = drawn_mask({"####", "#.##", "##.#", "####"});
    const auto polygons = outlines(mask);
    REQUIRE(polygons.size() == 1);
    CHECK(polygons[0].holes.size() == 2);
    check_all(mask, polygons);
}

TEST_CASE("an empty mask has no outlines") {
    CHECK(outlines(Mask::zeros({3, 4})).empty());
    CHECK(outlines(Mask::zeros({0, 0})).empty());
}

TEST_CASE("outlines of random masks are simple and cover exactly the mask") {
    std::mt19937 random(11);
    for (int i = 0; i < 60; ++i) {
        Mask mask = Mask::zeros({static_cast<int>(random() % 14 + 1), static_cast<int>(random() % 14 + 1)});
        const auto tenths = random() % 9 + 1;
        for (auto& pixel : mask.pixels) pixel = static_cast<std::uint8_t>(random() % 10 < tenths);
        CAPTURE(i);
        check_all(mask, outlines(mask));
    }
}
