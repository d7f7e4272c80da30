#include "imis/statistics/cluster_bootstrap.hpp"

#include <array>
#include <cmath>
#include <limits>
#include <numeric>

#include "catch.hpp"
#include "imis/base/error.hpp"

using namespace imis;

namespace {

// Clusters of one value each.
ClusterColumn singles(const std::vector<double>& values) {
    return {values, std::vector<double>(values.size(), 1.0)};
}

// 0, 1/40, ... below 1; with one far off where `last` says so.
std::vector<double> rising_values(std::size_t count, double last = 0.5) {
    std::vector<double> values(count);
    for (std::size_t i = 0; i < count; ++i) values[i] = static_cast<double>(i) / 40;
    values.back() = last;
    return values;
}

std::optional<Interval> interval_of(const ClusterColumn& column, const BootstrapOptions& options = {}) {
    return mean_intervals(std::array{column}, options, RandomKey(options.seed)).front();
}

}  // namespace

TEST_CASE("fewer clusters than the smallest sample have no interval") {
    CHECK_FALSE(interval_of(singles(rising_values(smallest_sample - 1))).has_value());
    CHECK(interval_of(singles(rising_values(smallest_sample))).has_value());
    CHECK(interval_of(singles(rising_values(5)), {.smallest = 5}).has_value());
    CHECK_FALSE(interval_of(singles({0.3}), {.smallest = 0}).has_value());
}

TEST_CASE("clusters without spread, and values that are not finite, have no interval") {
    CHECK_FALSE(interval_of(singles(std::vector<double>(30, 0.7))).has_value());
    ClusterColumn column;  // of equal means, but for rounding
    for (int i = 1; i <= 30; ++i) {
        column.sums.push_back(0.1 * i);
        column.weights.push_back(i);
    }
    CHECK_FALSE(interval_of(column).has_value());
    for (const double value : {std::numeric_limits<double>::infinity(), std::nan("")}) {
        CHECK_FALSE(interval_of(singles(rising_values(30, value))).has_value());
    }
}

TEST_CASE("the mean of clusters counts every value once, its error is that of a ratio") {
    const ClusterColumn column{{1.0, 6.0}, {1, 3}};
    CHECK(mean(column) == 1.75);
    // Residuals: 1 - 1.75 = -0.75 and 6 - 3 * 1.75 = 0.75.
    CHECK(standard_error(column) == Approx(std::sqrt(2.0 * (2 * 0.75 * 0.75)) / 4));
    const ClusterColumn equal = singles({1, 2, 3, 4});
    CHECK(standard_error(equal) == Approx(std::sqrt(5.0 / 3) / 2));
    CHECK(std::isnan(standard_error(singles({1}))));
}

TEST_CASE("bounds of a symmetric distribution are plain quantiles, skew and bias move them") {
    std::vector<double> replicates(1001);
    std::iota(replicates.begin(), replicates.end(), 0.0);
    const Interval plain = bca_interval(replicates, 500, 0, 0.025);
    CHECK(plain.low == Approx(25));
    CHECK(plain.high == Approx(975));
    const Interval accelerated = bca_interval(replicates, 500, 0.1, 0.025);
    CHECK(accelerated.low > plain.low);
    CHECK(accelerated.high > plain.high);
    // An estimate at the replicates' lower quarter: z0 = -0.674, so the bounds are Phi(2 z0 -+ 1.96).
    const Interval biased = bca_interval(replicates, 250, 0, 0.025);
    CHECK(biased.low == Approx(1000 * 0.000470).margin(0.6));
    CHECK(biased.high == Approx(1000 * 0.7299).margin(1));
    CHECK(bca_interval(replicates, -5, 0, 0.025).low == Approx(0).margin(1e-6));  // beyond all replicates
}

TEST_CASE("the interval follows the skew of the values") {
    const Interval even = interval_of(singles(rising_values(40))).value();
    const ClusterColumn skewed = singles(rising_values(40, 9));
    const Interval interval = interval_of(skewed).value();
    CHECK(interval.high - mean(skewed) > 1.5 * (mean(skewed) - interval.low));
    CHECK(even.low < even.high);
    CHECK(interval.low < mean(skewed));
}

TEST_CASE("draws depend on the key alone and are shared by the columns") {
    const ClusterColumn column = singles(rising_values(30));
    const std::array columns = {column, singles(rising_values(30, 3)), column};
    const auto intervals = mean_intervals(columns, {}, RandomKey(7));
    CHECK(intervals[0] == intervals[2]);
    CHECK_FALSE(intervals[0] == intervals[1]);
    CHECK(mean_intervals(columns, {}, RandomKey(7)) == intervals);
    CHECK(mean_intervals(std::array{column}, {}, RandomKey(7)).front() == intervals[0]);
    CHECK_FALSE(mean_intervals(columns, {}, RandomKey(8)) == intervals);
}

TEST_CASE("clusters of several values have wider intervals than their values as so many clusters") {
    ClusterColumn clusters;
    std::vector<double> values;
    for (int i = 0; i < 30; ++i) {
        const double value = i % 3 == 0 ? 0.2 : 0.9;
        clusters.sums.push_back(9 * value);
        clusters.weights.push_back(9);
        values.insert(values.end(), 9, value);
    }
    const Interval wide = interval_of(clusters).value();
    const Interval narrow = interval_of(singles(values)).value();
    CHECK(wide.high - wide.low > 2.5 * (narrow.high - narrow.low));
}

TEST_CASE("a bootstrap without replicates is refused") {
    CHECK_THROWS_AS(interval_of(singles(rising_values(30)), {.replicates = 0}), Error);
}
