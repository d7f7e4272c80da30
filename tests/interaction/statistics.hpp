// Tests of uniformity.
#pragma once

#include <map>

namespace imis {

// Pearson's statistic of counts that should be equal; chi-square with (number of outcomes - 1) degrees of freedom.
template <typename Outcome>
double chi_square(const std::map<Outcome, int>& counts) {
    double draws = 0;
    for (const auto& [outcome, count] : counts) draws += count;
    const double expected = draws / static_cast<double>(counts.size());
    double sum = 0;
    for (const auto& [outcome, count] : counts) sum += (count - expected) * (count - expected) / expected;
    return sum;
}

}  // namespace imis
