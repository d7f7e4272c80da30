#include "imis/statistics/many_tests.hpp"

#include <algorithm>
#include <cstddef>
#include <numeric>

namespace imis {

std::vector<double> holm_adjusted(std::span<const double> p) {
    std::vector<std::size_t> rising(p.size());
    std::iota(rising.begin(), rising.end(), std::size_t{0});
    std::ranges::stable_sort(rising, {}, [&](std::size_t place) { return p[place]; });
    std::vector<double> adjusted(p.size());
    double largest = 0;
    for (std::size_t k = 0; k < rising.size(); ++k) {
        largest = std::max(largest, static_cast<double>(p.size() - k) * p[rising[k]]);
        adjusted[rising[k]] = std::min(1.0, largest);
    }
    return adjusted;
}

}  // namespace imis
