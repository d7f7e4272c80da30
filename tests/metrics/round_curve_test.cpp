#include "imis/metrics/round_curve.hpp"

#include <cmath>
#include <limits>
#include <vector>

#include "catch.hpp"
#include "imis/base/error.hpp"

using namespace imis;

namespace {

constexpr double not_a_number = std::numeric_limits<double>::quiet_NaN();

// Rises, falls below 0.85 again, and reaches 0.95 in the last of five rounds.
const std::vector<double> rising = {0.60, 0.86, 0.84, 0.90, 0.95};

}  // namespace

TEST_CASE("rounds until a threshold is reached for the first time") {
    CHECK(rounds_needed(rising, 0.50) == RoundsNeeded{1, true});
    CHECK(rounds_needed(rising, 0.80) == RoundsNeeded{2, true});
    CHECK(rounds_needed(rising, 0.85) == RoundsNeeded{2, true});
    CHECK(rounds_needed(rising, 0.90) == RoundsNeeded{4, true});  // exactly the threshold is enough
}

TEST_CASE("a success in the last round and a failure count the same rounds and are told apart") {
    CHECK(rounds_needed(rising, 0.95) == RoundsNeeded{5, true});
    CHECK(rounds_needed(rising, 0.96) == RoundsNeeded{5, false});
}

TEST_CASE("area by trapezoids, normalised to the mean height") {
    // 0.73 + 0.85 + 0.87 + 0.925 = 3.375
    CHECK(area_over_rounds(rising, {.normalised = false}) == Approx(3.375));
    CHECK(area_over_rounds(rising) == Approx(3.375 / 4));
    CHECK(area_over_rounds(std::vector<double>(8, 0.7)) == Approx(0.7));
    CHECK(area_over_rounds(std::vector<double>(8, 1.0)) == 1);
}

TEST_CASE("rounds at the beginning may be left out: a box, then the area over five clicks is at most 4") {
    const std::vector<double> box_and_clicks = {0.0, 1.0, 1.0, 1.0, 1.0, 1.0};
    CHECK(area_over_rounds(box_and_clicks, {.normalised = false, .left_out = 1}) == 4);
    CHECK(area_over_rounds(box_and_clicks, {.normalised = true, .left_out = 1}) == 1);
    CHECK(area_over_rounds(rising, {.normalised = false, .left_out = 3}) == Approx(0.925));
}

TEST_CASE("a single round has its score for a normalised area, and no area otherwise") {
    const std::vector<double> single = {0.4};
    CHECK(area_over_rounds(single) == 0.4);
    CHECK(area_over_rounds(single, {.normalised = false}) == 0);
    CHECK(area_over_rounds(rising, {.normalised = true, .left_out = 4}) == 0.95);
    CHECK(rounds_needed(single, 0.8) == RoundsNeeded{1, false});
    CHECK(rounds_needed(single, 0.4) == RoundsNeeded{1, true});
    CHECK(best_score(single) == 0.4);
    CHECK(final_score(single) == 0.4);
}

TEST_CASE("best of the rounds and that of the last one") {
    const std::vector<double> falling = {0.7, 0.9, 0.8};
    CHECK(best_score(falling) == 0.9);
    CHECK(final_score(falling) == 0.8);
}

TEST_CASE("NaN reaches no threshold, is not the best, and shows in the area") {
    const std::vector<double> gap = {0.5, not_a_number, 0.9};
    CHECK(rounds_needed(gap, 0.85) == RoundsNeeded{3, true});
    CHECK(best_score(gap) == 0.9);
    CHECK(std::isnan(area_over_rounds(gap)));
    CHECK(std::isnan(best_score(std::vector<double>{not_a_number})));
    CHECK(std::isnan(area_over_rounds(std::vector<double>{not_a_number}, {.normalised = false})));
    CHECK(rounds_needed(std::vector<double>{not_a_number}, 0.8) == RoundsNeeded{1, false});
}

TEST_CASE("a curve without a round is refused") {
    const std::vector<double> none;
    CHECK_THROWS_WITH(rounds_needed(none, 0.8), contains("at least one must be left"));
    CHECK_THROWS_AS(best_score(none), Error);
    CHECK_THROWS_AS(final_score(none), Error);
    CHECK_THROWS_WITH(area_over_rounds(rising, {.normalised = true, .left_out = 5}), contains("5 are left out"));
}
