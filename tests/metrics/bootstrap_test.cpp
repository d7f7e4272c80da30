#include "imis/metrics/bootstrap.hpp"

#include <algorithm>

#include "catch.hpp"
#include "imis/base/error.hpp"

using namespace imis;

namespace {

Interval interval_of(const std::vector<double>& values, const BootstrapOptions& options = {}) {
    const std::vector<std::vector<double>> columns = {values};
    return bootstrap_intervals(columns, options, RandomKey(options.seed)).front();
}

}  // namespace

TEST_CASE("one cluster has no width") {
    CHECK(interval_of({0.3}) == Interval{0.3, 0.3});
}

TEST_CASE("equal values have no width") {
    CHECK(interval_of({0.5, 0.5, 0.5, 0.5}) == Interval{0.5, 0.5});
}

TEST_CASE("interval of fair coins agrees with the binomial distribution") {
    // The mean of 100 coins has a standard deviation of 0.05; 40 and 60 heads bound 96.5% of the binomial distribution.
    std::vector<double> coins(100, 0.0);
    std::fill(coins.begin(), coins.begin() + 50, 1.0);
    const Interval interval = interval_of(coins);
    CHECK(interval.low == Approx(0.40).margin(0.0151));
    CHECK(interval.high == Approx(0.60).margin(0.0151));
}

TEST_CASE("two clusters: the replicates are 0, 0.5, 0.5 and 1 in equal shares") {
    CHECK(interval_of({0, 1}) == Interval{0, 1});
}

TEST_CASE("bounds are interpolated between the replicates") {
    // Two replicates lie at 0 and 1 for some seed: the bounds are then 0.025 and 0.975 between them.
    std::uint64_t seed = 0;
    Interval interval;
    do {
        interval = interval_of({0, 1}, {.replicates = 2, .seed = seed++});
    } while (interval.high - interval.low < 0.9);
    CHECK(interval.low == Approx(0.025));
    CHECK(interval.high == Approx(0.975));
}

TEST_CASE("draws depend on the key alone and are shared by the columns") {
    const std::vector<double> values = {0.1, 0.9, 0.4, 0.7, 0.2, 0.6};
    const std::vector<std::vector<double>> columns = {values, values};
    const auto intervals = bootstrap_intervals(columns, {}, RandomKey(7));
    CHECK(intervals[0] == intervals[1]);
    CHECK(bootstrap_intervals(columns, {}, RandomKey(7)) == intervals);
    CHECK_FALSE(bootstrap_intervals(columns, {.replicates = 50}, RandomKey(7)) ==
                bootstrap_intervals(columns, {.replicates = 50}, RandomKey(8)));
}

TEST_CASE("no replicates and no values are errors") {
    CHECK_THROWS_AS(interval_of({0.5}, {.replicates = 0}), Error);
    CHECK_THROWS_AS(interval_of({}), Error);
}
