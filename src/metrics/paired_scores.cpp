#include "imis/metrics/paired_scores.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

#include "imis/statistics/power.hpp"

namespace imis {
namespace {

// Values nearer to each other than this are equal but for rounding.
constexpr double tie_margin = 1e-12;

double gain_of(double first, double second, Direction better) {
    return better == Direction::higher ? second - first : first - second;
}

// Sums over an image's pairs.
struct ImageSums {
    double first = 0;
    double second = 0;
    double count = 0;
};

// The pairs of one group, while they are collected in sorted order.
class PairedGroup {
public:
    void add(const ScorePair& pair, const ComparedValues& values) {
        ImageSums& image = images_[cluster_of(pair.first)][pair.first.dataset + '\n' + pair.first.image];
        image.first += values.first;
        image.second += values.second;
        ++image.count;
        ++result_.targets;
        ++(std::abs(values.gain) <= tie_margin ? result_.ties : values.gain > 0 ? result_.wins : result_.losses);
    }

    [[nodiscard]] PairedDifference summary(const std::string& name, const BootstrapOptions& options) const {
        PairedDifference result = result_;
        result.name = name;
        std::vector<ClusterName> clusters;
        ClusterColumn differences;
        std::vector<double> cluster_means;
        for (const auto& [cluster, images] : images_) {
            double sum = 0;
            for (const auto& [image, sums] : images) {
                result.first += sums.first / sums.count;
                result.second += sums.second / sums.count;
                sum += (sums.second - sums.first) / sums.count;
            }
            const auto count = static_cast<double>(images.size());
            clusters.push_back(cluster);
            result.clusters.add(cluster);
            result.images += static_cast<std::int64_t>(images.size());
            differences.sums.push_back(sum);
            differences.weights.push_back(count);
            cluster_means.push_back(sum / count);
        }
        result.first /= static_cast<double>(result.images);
        result.second /= static_cast<double>(result.images);
        result.difference = mean(differences);
        const RandomKey key = sampling_key(options.seed, clusters);
        result.interval = mean_intervals(std::span(&differences, 1), options, key).front();
        result.test = signed_rank_test(cluster_means);
        result.detectable = detectable_difference(standard_error(differences), clusters.size());
        return result;
    }

private:
    PairedDifference result_;
    std::map<ClusterName, std::map<std::string, ImageSums>> images_;
};

}  // namespace

std::optional<ComparedValues> compared_values(const ScorePair& pair, const MetricChoice& metric) {
    const Direction better = metric.metrics[metric.index].better;
    double first = pair.first.values.at(metric.index);
    double second = pair.second.values.at(metric.index);
    if (better == Direction::zero) {
        first = std::abs(first);
        second = std::abs(second);
    }
    if (!std::isfinite(first) || !std::isfinite(second)) return std::nullopt;
    return ComparedValues{first, second, gain_of(first, second, better)};
}

std::vector<PairedDifference> paired_differences(std::span<const ScorePair> pairs, const MetricChoice& metric,
                                                 const Grouping& grouping, const BootstrapOptions& options) {
    std::map<std::string, PairedGroup> groups;
    for (const ScorePair& pair : pairs) {
        if (const auto values = compared_values(pair, metric)) groups[grouping.key(pair.first)].add(pair, *values);
    }
    std::vector<PairedDifference> differences;
    differences.reserve(groups.size());
    for (const auto& [name, group] : groups) differences.push_back(group.summary(name, options));
    return differences;
}

std::vector<const ScorePair*> regressions(std::span<const ScorePair> pairs, const MetricChoice& metric,
                                          std::size_t most) {
    std::vector<std::pair<double, const ScorePair*>> worse;
    for (const ScorePair& pair : pairs) {
        const auto values = compared_values(pair, metric);
        if (values && values->gain < -tie_margin) worse.emplace_back(values->gain, &pair);
    }
    std::ranges::stable_sort(worse, {}, &std::pair<double, const ScorePair*>::first);
    if (worse.size() > most) worse.resize(most);
    std::vector<const ScorePair*> found;
    found.reserve(worse.size());
    for (const auto& [gain, pair] : worse) found.push_back(pair);
    return found;
}

}  // namespace imis
