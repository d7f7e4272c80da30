// Corrections for asking many questions of the same data.
#pragma once

#include <span>
#include <vector>

namespace imis {

// p values adjusted so that the chance of any false alarm among all of them stays what a single one promises: with p(1)
// <= ... <= p(m), the adjusted p(k) is the largest (m - j + 1) p(j) of all j <= k, at most 1 (Holm, "A Simple
// Sequentially Rejective Multiple Test Procedure", Scandinavian Journal of Statistics 6, 1979). In the order given.
[[nodiscard]] std::vector<double> holm_adjusted(std::span<const double> p);

}  // namespace imis
