// How much what lies under a mask has changed.
#include "grey_shift.hpp"

#include "catch.hpp"
#include "drawn_mask.hpp"

using namespace imis;

TEST_CASE("grey values are counted under the mask alone") {
    const Mask mask = drawn_mask({"##.", "..."});
    const Image image{{2, 3}, {10, 10, 10, 30, 30, 30, 255, 255, 255, 0, 0, 0, 0, 0, 0, 0, 0, 0}};
    const GreyStatistics statistics = grey_under(image, mask);
    CHECK(statistics.mean == Approx(20));
    CHECK(statistics.deviation == Approx(10));
    const Image colour{{1, 1}, {0, 60, 120}};
    CHECK(grey_under(colour, drawn_mask({"#"})).mean == Approx(60));
}

TEST_CASE("a shift counts in deviations of where it started, of 16 grey values at least") {
    CHECK(grey_shift({100, 20}, {160, 1}) == Approx(3));
    CHECK(grey_shift({100, 20}, {70, 99}) == Approx(1.5));
    CHECK(grey_shift({100, 0}, {124, 0}) == Approx(1.5));
}
