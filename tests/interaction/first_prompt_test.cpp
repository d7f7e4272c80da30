#include <map>

#include "catch.hpp"
#include "drawn_mask.hpp"
#include "imis/base/error.hpp"
#include "imis/interaction/simulated_prompts.hpp"
#include "statistics.hpp"

using namespace imis;

namespace {

constexpr double chi_square_6_at_0001 = 22.46;   // degrees of freedom 6, probability 0.001
constexpr double chi_square_48_at_0001 = 84.04;  // degrees of freedom 48, probability 0.001

}  // namespace

TEST_CASE("the first click falls uniformly on the half of the target nearest to its centroid") {
    // A row of 8 pixels: centroid between the 4th and 5th, the nearest half are pixels 3 to 6 (x = 4, 5 | 3, 6).
    const Mask row = drawn_mask({"..........", ".########.", ".........."});
    std::map<float, int> counts;
    for (int draw = 0; draw < 4000; ++draw) {
        const Click click = central_click(row, RandomKey(1).with(draw));
        REQUIRE(click.at.y == 1);
        REQUIRE(click.label == 1);
        ++counts[click.at.x];
    }
    REQUIRE(counts.size() == 4);
    for (const auto& [x, count] : counts) {
        REQUIRE(x >= 3);
        REQUIRE(x <= 6);
        REQUIRE(std::abs(count - 1000) < 140);  // 5 standard deviations
    }
}

TEST_CASE("the same key gives the same first click, another key another") {
    const Mask block = drawn_mask(std::vector<std::string>(40, std::string(40, '#')));
    const RandomKey key = RandomKey(42).with("liver");
    const Click first = central_click(block, key);
    const Click again = central_click(block, key);
    REQUIRE(first.at == again.at);
    REQUIRE_FALSE(first.at == central_click(block, RandomKey(43).with("liver")).at);
}

TEST_CASE("a target of one pixel is clicked on that pixel") {
    const Click click = central_click(drawn_mask({"....", "..#.", "...."}), RandomKey(3));
    REQUIRE(click.at == Point{2, 1});
    REQUIRE(click.label == 1);
}

TEST_CASE("an odd number of pixels is halved downwards") {
    // 3 pixels in a row: the half is 1 pixel, the middle one.
    for (int draw = 0; draw < 50; ++draw) {
        REQUIRE(central_click(drawn_mask({"###"}), RandomKey(5).with(draw)).at == Point{1, 0});
    }
}

TEST_CASE("an empty target can't be clicked") {
    REQUIRE_THROWS_WITH(central_click(drawn_mask({"..."}), RandomKey(1)), contains("empty"));
}

TEST_CASE("a jitter of 0 pixels leaves the box as it is") {
    const Box box{3, 4, 50, 60};
    CHECK(jitter_box(box, 0, {64, 64}, RandomKey(1)) == box);
    CHECK_THROWS_WITH(jitter_box(box, -1, {64, 64}, RandomKey(1)), contains("negative"));
}

TEST_CASE("each side of a box moves uniformly and on its own") {
    const Box box{100, 200, 300, 400};
    std::map<float, int> x0, y0, x1, y1;
    std::map<std::pair<float, float>, int> corners;
    for (int draw = 0; draw < 9800; ++draw) {
        const Box moved = jitter_box(box, 3, {1024, 1024}, RandomKey(6).with(draw));
        ++x0[moved.x0 - box.x0];
        ++y0[moved.y0 - box.y0];
        ++x1[moved.x1 - box.x1];
        ++y1[moved.y1 - box.y1];
        ++corners[{moved.x0, moved.x1}];
    }
    for (const auto& counts : {x0, y0, x1, y1}) {
        REQUIRE(counts.size() == 7);
        CHECK(counts.begin()->first == -3);
        CHECK(counts.rbegin()->first == 3);
        CHECK(chi_square(counts) < chi_square_6_at_0001);
    }
    REQUIRE(corners.size() == 49);
    CHECK(chi_square(corners) < chi_square_48_at_0001);
}

TEST_CASE("a jittered box stays valid and inside the image") {
    bool reached_edge = false;
    for (int draw = 0; draw < 500; ++draw) {
        const Box moved = jitter_box({1, 5, 2, 6}, 5, {8, 4}, RandomKey(7).with(draw));
        REQUIRE(moved.x0 >= 0);
        REQUIRE(moved.x0 <= moved.x1);
        REQUIRE(moved.x1 <= 3);
        REQUIRE(moved.y0 >= 0);
        REQUIRE(moved.y0 <= moved.y1);
        REQUIRE(moved.y1 <= 7);
        reached_edge = reached_edge || (moved.x0 == 0 && moved.x1 == 3);
    }
    CHECK(reached_edge);
}

TEST_CASE("the same key moves a box the same way, and a side alike whatever the others are") {
    const RandomKey key = RandomKey(8).with("liver");
    const Box one = jitter_box({10, 10, 40, 40}, 5, {64, 64}, key);
    CHECK(one == jitter_box({10, 10, 40, 40}, 5, {64, 64}, key));
    CHECK(one.x0 == jitter_box({10, 20, 50, 30}, 5, {64, 64}, key).x0);
}
