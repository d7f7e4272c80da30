#include <cmath>
#include <vector>

#include "catch.hpp"
#include "imis/statistics/many_tests.hpp"
#include "imis/statistics/power.hpp"
#include "imis/statistics/signed_rank.hpp"

using namespace imis;

TEST_CASE("signed-rank test of a few pairs by hand") {
    // Ranks 1, 2, 3 are all positive: one of eight signs, doubled.
    const SignedRankTest test = signed_rank_test(std::vector{0.1, 0.3, 0.2});
    CHECK(test.pairs == 3);
    CHECK(test.rank_sum == 6);
    CHECK(test.p == 0.25);
    CHECK(signed_rank_test(std::vector{-0.1, -0.3, -0.2}).p == 0.25);
}

TEST_CASE("pairs without a difference are left out, rounding is none") {
    const SignedRankTest test = signed_rank_test(std::vector{0.0, 1e-17, 0.5, -1e-14, 0.25});
    CHECK(test.pairs == 2);
    CHECK(test.p == 0.5);
    const SignedRankTest nothing = signed_rank_test(std::vector{0.0, 0.0});
    CHECK(nothing.pairs == 0);
    CHECK(nothing.p == 1);
    CHECK(signed_rank_test({}).p == 1);
}

TEST_CASE("ties share their ranks") {
    // |d| = 1, 1, 2: ranks 1.5, 1.5, 3. Sums of at least 4.5: {1.5, 3} twice and all three: 3 of 8 signs.
    const SignedRankTest test = signed_rank_test(std::vector{-1.0, 1.0, 2.0});
    CHECK(test.rank_sum == 4.5);
    CHECK(test.p == 0.75);
}

TEST_CASE("Holm's correction by hand") {
    CHECK(holm_adjusted(std::vector{0.01, 0.04, 0.03}) == std::vector{0.03, 0.06, 0.06});
    CHECK(holm_adjusted(std::vector{0.9, 0.8}) == std::vector{1.0, 1.0});
    CHECK(holm_adjusted({}).empty());
}

TEST_CASE("the detectable difference is found with the wanted power") {
    const double difference = detectable_difference(0.02, 12);
    CHECK(power_of_t_test(difference / 0.02, 12) == Approx(wanted_power).epsilon(1e-9));
    CHECK(power_of_t_test(0, 12) == Approx(test_level).epsilon(1e-9));
    // Of many clusters: the sum of the normal quantiles 1.960 and 0.842.
    CHECK(detectable_difference(1, 100'000) == Approx(2.8016).epsilon(1e-4));
    CHECK(std::isnan(detectable_difference(0.02, 1)));
    CHECK(std::isnan(detectable_difference(0, 12)));
}
