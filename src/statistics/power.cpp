#include "imis/statistics/power.hpp"

#include <cmath>
#include <limits>

#include <boost/math/distributions/non_central_t.hpp>
#include <boost/math/distributions/students_t.hpp>

namespace imis {

double power_of_t_test(double standard_errors, std::size_t clusters) {
    const auto freedom = static_cast<double>(clusters - 1);
    const double critical = quantile(complement(boost::math::students_t(freedom), test_level / 2));
    const boost::math::non_central_t shifted(freedom, standard_errors);
    return cdf(complement(shifted, critical)) + cdf(shifted, -critical);
}

double detectable_difference(double standard_error, std::size_t clusters) {
    if (clusters < 2 || !std::isfinite(standard_error) || standard_error <= 0) {
        return std::numeric_limits<double>::quiet_NaN();
    }
    double low = 0;
    double high = 4;
    while (power_of_t_test(high, clusters) < wanted_power) high *= 2;
    constexpr int halvings = 40;  // to 12 digits
    for (int i = 0; i < halvings; ++i) {
        const double middle = (low + high) / 2;
        (power_of_t_test(middle, clusters) < wanted_power ? low : high) = middle;
    }
    return high * standard_error;
}

}  // namespace imis
