#include "coverage.hpp"

#include <algorithm>
#include <array>
#include <vector>

#include <boost/math/distributions/beta.hpp>

#include "imis/base/quantile.hpp"
#include "imis/statistics/cluster_bootstrap.hpp"

namespace imis {
namespace {

double beta_draw(double a, double b, double uniform) {
    constexpr double least = 1e-9;  // the quantiles at 0 and 1 are no draws
    return quantile(boost::math::beta_distribution<>(a, b), std::clamp(uniform, least, 1 - least));
}

ClusterColumn drawn_sample(const ScoreModel& model, const CoverageDesign& design, const RandomKey& trial) {
    ClusterColumn sample;
    for (std::size_t i = 0; i < design.clusters; ++i) {
        const RandomKey cluster = trial.with(static_cast<std::int64_t>(i));
        const bool failed = cluster.uniform(0) < model.failures;
        const double quality =
            failed ? beta_draw(2, 5, cluster.uniform(1)) : beta_draw(model.good_a, model.good_b, cluster.uniform(1));
        const auto images = 1 + cluster.with("size").below(static_cast<std::uint64_t>(design.largest_cluster));
        double sum = 0;
        for (std::uint64_t image = 0; image < images; ++image) {
            constexpr double concentration = 20;
            sum +=
                beta_draw(concentration * quality, concentration * (1 - quality), cluster.with("image").uniform(image));
        }
        sample.sums.push_back(sum);
        sample.weights.push_back(static_cast<double>(images));
    }
    return sample;
}

// The percentile bootstrap (Efron 1979): for comparison.
Interval percentile_interval(const ClusterColumn& sample, int replicates, const RandomKey& key) {
    std::vector<double> means;
    std::uint64_t draw = 0;
    for (int replicate = 0; replicate < replicates; ++replicate) {
        double sum = 0;
        double weight = 0;
        for (std::size_t i = 0; i < sample.sums.size(); ++i) {
            const auto chosen = static_cast<std::size_t>(key.below(sample.sums.size(), draw++));
            sum += sample.sums[chosen];
            weight += sample.weights[chosen];
        }
        means.push_back(sum / weight);
    }
    std::ranges::sort(means);
    constexpr double tail = (1 - interval_confidence) / 2;
    return {quantile(means, tail), quantile(means, 1 - tail)};
}

}  // namespace

Coverage measure_coverage(const ScoreModel& model, const CoverageDesign& design) {
    const auto holds = [&](const Interval& interval) {
        return interval.low <= model.mean() && model.mean() <= interval.high ? 1.0 : 0.0;
    };
    const BootstrapOptions options{.replicates = design.replicates, .seed = design.seed, .smallest = 2};
    const RandomKey key = RandomKey(design.seed).with(model.name).with(static_cast<std::int64_t>(design.clusters));
    Coverage sum;
    for (int trial = 0; trial < design.trials; ++trial) {
        const RandomKey trial_key = key.with(std::int64_t{trial});
        const std::array sample = {drawn_sample(model, design, trial_key)};
        const Interval interval = mean_intervals(sample, options, trial_key.with("bootstrap")).front().value();
        sum.held += holds(interval);
        sum.width += interval.high - interval.low;
        sum.percentile += holds(percentile_interval(sample[0], design.replicates, trial_key.with("percentile")));
    }
    return {sum.held / design.trials, sum.width / design.trials, sum.percentile / design.trials};
}

}  // namespace imis
