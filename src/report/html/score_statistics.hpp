// The statistics behind the plots of an HTML report.
#pragma once

#include <cstdint>
#include <vector>

namespace imis::html {

// A box plot's box (Tukey 1977): quartiles as quantile() has them; the whiskers reach to the last value within 1.5
// times the box's length of its ends, what lies beyond is drawn by itself.
struct ScoreBox {
    std::int64_t count = 0;
    double mean = 0;
    double lower_quartile = 0;
    double median = 0;
    double upper_quartile = 0;
    double low = 0;  // end of the whisker
    double high = 0;
    std::vector<double> outliers;  // the lowest of them, at most most_outliers, rising
};

inline constexpr std::size_t most_outliers = 40;

// values: in any order, one at least.
[[nodiscard]] ScoreBox score_box(std::vector<double> values);

}  // namespace imis::html
