#include "imis/base/quantile.hpp"

#include <vector>

#include "catch.hpp"

using namespace imis;

TEST_CASE("quantiles lie between their neighbours") {
    const std::vector<double> values = {1, 2, 4, 8};
    CHECK(quantile(values, 0) == 1);
    CHECK(quantile(values, 1) == 8);
    CHECK(quantile(values, 0.5) == 3);
    CHECK(quantile(values, 0.25) == 1.75);  // position 0.75
    CHECK(quantile(values, 0.75) == 5);     // position 2.25
    CHECK(quantile(std::vector<double>{7}, 0.3) == 7);
}

TEST_CASE("quantiles have numpy.percentile's bits") {
    // numpy.quantile([0.42, 1.34], [0.42, 0.57]); counted from the other end, both would differ in the last bit.
    CHECK(quantile(std::vector<double>{0.42, 1.34}, 0.42) == 0.8064);
    CHECK(quantile(std::vector<double>{0.42, 1.34}, 0.57) == 0.9443999999999999);
}
