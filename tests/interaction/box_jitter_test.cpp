#include "imis/interaction/box_jitter.hpp"

#include <map>

#include "catch.hpp"
#include "imis/base/error.hpp"
#include "statistics.hpp"

using namespace imis;

namespace {

constexpr double chi_square_6_at_0001 = 22.46;   // degrees of freedom 6, probability 0.001
constexpr double chi_square_48_at_0001 = 84.04;  // degrees of freedom 48, probability 0.001

}  // namespace

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
