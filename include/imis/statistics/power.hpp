// What a paired comparison could have shown.
#pragma once

#include <cstddef>

namespace imis {

// Of a test at two-sided 5%, and how often the difference below is to be found.
inline constexpr double test_level = 0.05;
inline constexpr double wanted_power = 0.80;

// The chance that a paired t test finds a true difference: standard errors that the difference is from 0, and the
// number of clusters, 2 or more. By the noncentral t distribution with clusters - 1 degrees of freedom.
[[nodiscard]] double power_of_t_test(double standard_errors, std::size_t clusters);

// The true difference that a paired t test finds with wanted_power: the least that a comparison of so many clusters
// with that standard error is able to show. NaN with fewer than 2 clusters, or where the error is 0 or not finite.
[[nodiscard]] double detectable_difference(double standard_error, std::size_t clusters);

}  // namespace imis
