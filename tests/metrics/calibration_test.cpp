#include "imis/metrics/calibration.hpp"

#include <cmath>
#include <limits>

#include "catch.hpp"

using namespace imis;

TEST_CASE("expected calibration error of a hand-made example") {
    Calibration calibration;
    calibration.add(0.95, 0.90);  // bin 10: predicted 0.93 in the mean, true 0.80: 2 of 5 are off by 0.13
    calibration.add(0.91, 0.70);
    calibration.add(0.55, 0.75);  // bin 6: 0.55, 0.75: 2 of 5 are off by 0.20
    calibration.add(0.55, 0.75);
    calibration.add(0.15, 0.15);  // bin 2: right
    CHECK(calibration.count() == 5);
    CHECK(calibration.expected_error() == Approx((2 * 0.13 + 2 * 0.20 + 0) / 5));
    const auto bins = calibration.bins();
    REQUIRE(bins.size() == 10);
    CHECK(bins[9].low == 0.9);
    CHECK(bins[9].high == 1.0);
    CHECK(bins[9].count == 2);
    CHECK(bins[9].mean_predicted == Approx(0.93));
    CHECK(bins[9].mean_true == Approx(0.80));
    CHECK(bins[5].count == 2);
    CHECK(bins[1].count == 1);
    CHECK(bins[0].count == 0);
    CHECK(std::isnan(bins[0].mean_predicted));
    CHECK(std::isnan(bins[0].mean_true));
}

TEST_CASE("errors of both signs cancel out within a bin, not between bins") {
    Calibration within;
    within.add(0.74, 0.64);
    within.add(0.76, 0.86);  // 0.7 ... 0.8 holds both
    CHECK(within.expected_error() == Approx(0.0).margin(1e-12));
    Calibration between;
    between.add(0.64, 0.54);
    between.add(0.76, 0.86);
    CHECK(between.expected_error() == Approx(0.1));
}

TEST_CASE("an edge belongs to the bin below, and values out of range to the outer bins") {
    Calibration calibration(4);
    for (const double predicted : {0.0, 0.25, -0.3}) calibration.add(predicted, 0.0);
    calibration.add(0.2500001, 0.0);
    calibration.add(1.0, 1.0);
    calibration.add(1.2, 1.0);
    const auto bins = calibration.bins();
    CHECK(bins[0].count == 3);
    CHECK(bins[0].mean_predicted == Approx((0.25 - 0.3) / 3));
    CHECK(bins[1].count == 1);
    CHECK(bins[2].count == 0);
    CHECK(bins[3].count == 2);
    CHECK(bins[3].mean_predicted == Approx(1.1));
}

TEST_CASE("what is not a number is left out and counted; without pairs there is no error to tell") {
    Calibration calibration;
    CHECK(std::isnan(calibration.expected_error()));
    calibration.add(std::numeric_limits<double>::quiet_NaN(), 0.5);
    calibration.add(std::numeric_limits<double>::infinity(), 0.5);
    CHECK(calibration.count() == 0);
    CHECK(calibration.left_out() == 2);
    CHECK(std::isnan(calibration.expected_error()));
    CHECK_THROWS_WITH(Calibration(0), contains("0 bins"));
}
