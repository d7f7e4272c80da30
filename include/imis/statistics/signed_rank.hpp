// Wilcoxon's signed-rank test of paired differences.
#pragma once

#include <cstddef>
#include <span>

namespace imis {

struct SignedRankTest {
    std::size_t pairs = 0;  // that differ; the others say nothing of the direction and are left out
    double rank_sum = 0;    // of the positive differences
    double p = 1;           // two-sided; 1 where no pair differs
    bool exact = true;
};

// Up to so many differing pairs p comes from the exact distribution, beyond from the normal approximation.
inline constexpr std::size_t most_exact_pairs = 50;

// Tests whether differences lie symmetrically around 0 (Wilcoxon, "Individual Comparisons by Ranking Methods",
// Biometrics Bulletin 1, 1945). Differences of at most 1e-12 are none; equal sizes share the mean of their ranks.
//
// The exact distribution is that of all 2^n signs given the ranks, also with ties (Streitberg and Roehmel,
// "Exakte Verteilungen fuer Rang- und Randomisierungstests", 1986); p is twice the smaller tail, at most 1. The
// approximation corrects the variance for ties, and has no correction for continuity, as scipy.stats.wilcoxon has none
// by default. Differences must not be NaN.
[[nodiscard]] SignedRankTest signed_rank_test(std::span<const double> differences);

}  // namespace imis
