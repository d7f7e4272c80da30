#include "imis/statistics/cluster_bootstrap.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/students_t.hpp>

#include "imis/base/error.hpp"
#include "imis/base/quantile.hpp"

namespace imis {
namespace {

double total(const std::vector<double>& values) {
    return std::accumulate(values.begin(), values.end(), 0.0);
}

bool all_finite(const std::vector<double>& values) {
    return std::ranges::all_of(values, [](double value) { return std::isfinite(value); });
}

// Whether the clusters' means differ by more than rounding does.
bool has_spread(const ClusterColumn& column) {
    double least = std::numeric_limits<double>::infinity();
    double most = -least;
    for (std::size_t i = 0; i < column.sums.size(); ++i) {
        const double value = column.sums[i] / column.weights[i];
        least = std::min(least, value);
        most = std::max(most, value);
    }
    constexpr double rounding = 1e-12;
    return most - least > rounding * std::max({1.0, std::abs(most), std::abs(least)});
}

// Of the mean, by the jackknife that leaves out one cluster at a time.
double acceleration(const ClusterColumn& column) {
    const double sum = total(column.sums);
    const double weight = total(column.weights);
    std::vector<double> left(column.sums.size());  // means without a cluster
    for (std::size_t i = 0; i < left.size(); ++i) left[i] = (sum - column.sums[i]) / (weight - column.weights[i]);
    const double centre = total(left) / static_cast<double>(left.size());
    double squares = 0;
    double cubes = 0;
    for (const double value : left) {
        const double influence = centre - value;
        squares += influence * influence;
        cubes += influence * influence * influence;
    }
    return cubes / (6 * std::pow(squares, 1.5));
}

// The replicates' means by column, each in the order of the draws.
std::vector<std::vector<double>> replicate_means(std::span<const ClusterColumn* const> columns, int replicates,
                                                 const RandomKey& key) {
    const std::size_t clusters = columns.front()->sums.size();
    const std::size_t width = 2 * columns.size();
    std::vector<double> rows(clusters * width);  // sums and weights of a cluster side by side, for quick sums
    for (std::size_t i = 0; i < clusters; ++i) {
        for (std::size_t column = 0; column < columns.size(); ++column) {
            rows[i * width + 2 * column] = columns[column]->sums[i];
            rows[i * width + 2 * column + 1] = columns[column]->weights[i];
        }
    }
    std::vector<std::vector<double>> means(columns.size());
    std::vector<double> sums(width);
    std::uint64_t draw = 0;
    for (int replicate = 0; replicate < replicates; ++replicate) {
        std::ranges::fill(sums, 0.0);
        for (std::size_t i = 0; i < clusters; ++i) {
            const double* row = rows.data() + key.below(clusters, draw++) * width;
            for (std::size_t place = 0; place < width; ++place) sums[place] += row[place];
        }
        for (std::size_t column = 0; column < columns.size(); ++column) {
            means[column].push_back(sums[2 * column] / sums[2 * column + 1]);
        }
    }
    return means;
}

}  // namespace

double mean(const ClusterColumn& column) {
    return total(column.sums) / total(column.weights);
}

double standard_error(const ClusterColumn& column) {
    const auto clusters = static_cast<double>(column.sums.size());
    const double centre = mean(column);
    double squares = 0;
    for (std::size_t i = 0; i < column.sums.size(); ++i) {
        const double residual = column.sums[i] - centre * column.weights[i];
        squares += residual * residual;
    }
    if (clusters < 2) return std::numeric_limits<double>::quiet_NaN();
    return std::sqrt(clusters / (clusters - 1) * squares) / total(column.weights);
}

Interval bca_interval(std::span<const double> rising_replicates, double estimate, double acceleration, double tail) {
    const boost::math::normal standard;
    const auto [first, last] = std::equal_range(rising_replicates.begin(), rising_replicates.end(), estimate);
    const auto count = static_cast<double>(rising_replicates.size());
    const auto below = static_cast<double>(first - rising_replicates.begin());
    const auto equal = static_cast<double>(last - first);
    const double share = std::clamp((below + equal / 2) / count, 0.5 / count, 1 - 0.5 / count);
    const double bias = quantile(standard, share);
    const auto bound = [&](double fraction) {
        const double moved = bias + quantile(standard, fraction);
        const double slope = 1 - acceleration * moved;
        if (slope <= 0) return moved > 0 ? rising_replicates.back() : rising_replicates.front();
        return quantile(rising_replicates, cdf(standard, bias + moved / slope));
    };
    return {bound(tail), bound(1 - tail)};
}

double expanded_tail(std::size_t clusters) {
    const auto count = static_cast<double>(clusters);
    const double student = quantile(boost::math::students_t(count - 1), (1 - interval_confidence) / 2);
    return cdf(boost::math::normal(), std::sqrt(count / (count - 1)) * student);
}

std::vector<std::optional<Interval>> mean_intervals(std::span<const ClusterColumn> columns,
                                                    const BootstrapOptions& options, const RandomKey& key) {
    if (options.replicates < 1) throw Error("bootstrap: no replicates: ask for at least one");
    std::vector<std::optional<Interval>> intervals(columns.size());
    std::vector<const ClusterColumn*> telling;
    std::vector<std::size_t> places;
    for (std::size_t i = 0; i < columns.size(); ++i) {
        const ClusterColumn& column = columns[i];
        if (column.sums.size() < std::max<std::size_t>(options.smallest, 2) || !all_finite(column.sums) ||
            !has_spread(column))
            continue;
        telling.push_back(&column);
        places.push_back(i);
    }
    if (telling.empty()) return intervals;
    auto means = replicate_means(telling, options.replicates, key);
    for (std::size_t i = 0; i < telling.size(); ++i) {
        std::ranges::sort(means[i]);
        intervals[places[i]] = bca_interval(means[i], mean(*telling[i]), acceleration(*telling[i]),
                                            expanded_tail(telling[i]->sums.size()));
    }
    return intervals;
}

}  // namespace imis
