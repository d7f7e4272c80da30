#include "imis/statistics/signed_rank.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include <boost/math/distributions/normal.hpp>

namespace imis {
namespace {

// The differences that are none but for rounding.
constexpr double no_difference = 1e-12;

struct Ranked {
    double difference = 0;
    std::size_t twice_rank = 0;  // ranks count from 1; twice, because those of ties lie halfway
};

std::vector<Ranked> ranked(std::span<const double> differences) {
    std::vector<Ranked> pairs;
    for (const double difference : differences) {
        if (std::abs(difference) > no_difference) pairs.push_back({difference, 0});
    }
    const auto size = [](const Ranked& pair) { return std::abs(pair.difference); };
    std::ranges::sort(pairs, {}, size);
    for (std::size_t first = 0; first < pairs.size();) {
        std::size_t last = first;
        while (last + 1 < pairs.size() && size(pairs[last + 1]) == size(pairs[first])) ++last;
        for (std::size_t i = first; i <= last; ++i) pairs[i].twice_rank = first + last + 2;
        first = last + 1;
    }
    return pairs;
}

// Twice the smaller tail of the rank sum over all signs. Counts stay exact: there are at most 2^50.
double exact_p(const std::vector<Ranked>& pairs, std::size_t twice_sum) {
    std::vector<double> ways = {1.0};  // by twice the rank sum
    for (const Ranked& pair : pairs) {
        std::vector<double> next(ways.size() + pair.twice_rank, 0.0);
        for (std::size_t sum = 0; sum < ways.size(); ++sum) {
            next[sum] += ways[sum];
            next[sum + pair.twice_rank] += ways[sum];
        }
        ways = std::move(next);
    }
    double at_most = 0;
    double at_least = 0;
    for (std::size_t sum = 0; sum < ways.size(); ++sum) {
        if (sum <= twice_sum) at_most += ways[sum];
        if (sum >= twice_sum) at_least += ways[sum];
    }
    return std::min(1.0, 2 * std::min(at_most, at_least) / std::exp2(static_cast<double>(pairs.size())));
}

// With ranks r of random signs the rank sum has mean sum(r) / 2 and variance sum(r^2) / 4, ties or not.
double normal_p(const std::vector<Ranked>& pairs, double rank_sum) {
    double centre = 0;
    double variance = 0;
    for (const Ranked& pair : pairs) {
        const double rank = static_cast<double>(pair.twice_rank) / 2;
        centre += rank / 2;
        variance += rank * rank / 4;
    }
    const double z = (rank_sum - centre) / std::sqrt(variance);
    return 2 * cdf(boost::math::normal(), -std::abs(z));
}

}  // namespace

SignedRankTest signed_rank_test(std::span<const double> differences) {
    const std::vector<Ranked> pairs = ranked(differences);
    std::size_t twice_sum = 0;
    for (const Ranked& pair : pairs) twice_sum += pair.difference > 0 ? pair.twice_rank : 0;
    SignedRankTest test;
    test.pairs = pairs.size();
    test.rank_sum = static_cast<double>(twice_sum) / 2;
    test.exact = pairs.size() <= most_exact_pairs;
    if (!pairs.empty()) test.p = test.exact ? exact_p(pairs, twice_sum) : normal_p(pairs, test.rank_sum);
    return test;
}

}  // namespace imis
