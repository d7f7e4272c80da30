#include "imis/metrics/bootstrap.hpp"

#include <algorithm>
#include <string>

#include "imis/base/error.hpp"
#include "imis/base/quantile.hpp"

namespace imis {
namespace {

void check(const BootstrapOptions& options) {
    if (options.replicates < 1) {
        throw Error("bootstrap: " + std::to_string(options.replicates) + " replicates: give at least 1");
    }
}

}  // namespace

std::vector<Interval> bootstrap_intervals(std::span<const std::vector<double>> columns, const BootstrapOptions& options,
                                          const RandomKey& key) {
    check(options);
    const std::size_t clusters = columns.empty() ? 0 : columns.front().size();
    if (clusters == 0) throw Error("bootstrap: no values to resample: give at least one");

    std::vector<std::vector<double>> means(columns.size());
    std::vector<double> sums(columns.size());
    std::uint64_t draw = 0;
    for (int replicate = 0; replicate < options.replicates; ++replicate) {
        std::fill(sums.begin(), sums.end(), 0.0);
        for (std::size_t i = 0; i < clusters; ++i) {
            const auto chosen = static_cast<std::size_t>(key.below(clusters, draw++));
            for (std::size_t column = 0; column < columns.size(); ++column) sums[column] += columns[column][chosen];
        }
        for (std::size_t column = 0; column < columns.size(); ++column) {
            means[column].push_back(sums[column] / static_cast<double>(clusters));
        }
    }

    std::vector<Interval> intervals;
    for (std::vector<double>& column : means) {
        std::sort(column.begin(), column.end());
        const double tail = (1 - interval_confidence) / 2;
        intervals.push_back({quantile(column, tail), quantile(column, 1 - tail)});
    }
    return intervals;
}

}  // namespace imis
