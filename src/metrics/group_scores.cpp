#include "group_scores.hpp"

#include <utility>

namespace imis {

void ScorePosition::move(const Score* previous, const Score& next) {
    const bool same_image = previous != nullptr && previous->dataset == next.dataset && previous->image == next.image;
    if (!same_image) ++image;
    if (!same_image || previous->target != next.target) ++target;
}

void GroupScores::Round::add(const Score& score, std::int64_t image) {
    const std::size_t metrics = score.values.size();
    image_sums.resize(metrics);
    sums.resize(metrics);
    if (last_image != image) {
        for (auto& column : image_sums) column.push_back(0);
        image_counts.push_back(0);
        image_clusters.push_back(cluster_of(score));
    }
    last_image = image;
    for (std::size_t metric = 0; metric < metrics; ++metric) {
        image_sums[metric].back() += score.values[metric];
        sums[metric] += score.values[metric];
    }
    ++image_counts.back();
    ++count;
    pooled += score.overlap;
}

std::vector<MetricMeans> GroupScores::Round::means(MetricTable metrics) const {
    std::vector<MetricMeans> result;
    for (std::size_t metric = 0; metric < metrics.size(); ++metric) {
        double image_means = 0;
        for (std::size_t image = 0; image < image_counts.size(); ++image) {
            image_means += image_sums[metric][image] / image_counts[image];
        }
        result.push_back({image_means / static_cast<double>(image_counts.size()), std::nullopt, sums[metric] / count,
                          pooled_value(metrics[metric], pooled)});
    }
    return result;
}

GroupScores::Round::Sample GroupScores::Round::sample() const {
    Sample sample;
    sample.columns.resize(image_sums.size());
    std::map<ClusterName, std::size_t> places;
    for (std::size_t image = 0; image < image_clusters.size(); ++image) {
        const auto [entry, is_new] = places.try_emplace(image_clusters[image], places.size());
        if (is_new) sample.clusters.push_back(image_clusters[image]);
        for (std::size_t metric = 0; metric < sample.columns.size(); ++metric) {
            ClusterColumn& column = sample.columns[metric];
            if (is_new) {
                column.sums.push_back(0);
                column.weights.push_back(0);
            }
            column.sums[entry->second] += image_sums[metric][image] / image_counts[image];
            column.weights[entry->second] += 1;
        }
    }
    return sample;
}

// Rounds of the same clusters, as a rule all, share their draws.
void GroupScores::add_intervals(std::vector<RoundSummary>& summaries, const BootstrapOptions& options) const {
    std::map<std::vector<ClusterName>, std::pair<std::vector<ClusterColumn>, std::vector<MetricMeans*>>> samples;
    for (RoundSummary& summary : summaries) {
        Round::Sample sample = rounds_.at(summary.round).sample();
        auto& [columns, means] = samples[std::move(sample.clusters)];
        for (std::size_t metric = 0; metric < sample.columns.size(); ++metric) {
            columns.push_back(std::move(sample.columns[metric]));
            means.push_back(&summary.metrics[metric]);
        }
    }
    for (const auto& [clusters, sample] : samples) {
        const auto intervals = mean_intervals(sample.first, options, sampling_key(options.seed, clusters));
        for (std::size_t i = 0; i < intervals.size(); ++i) sample.second[i]->interval = intervals[i];
    }
}

void GroupScores::add(const Score& score, ScorePosition position) {
    if (images_ == 0) modality_ = score.modality;
    several_modalities_ = several_modalities_ || score.modality != modality_;
    images_ += position.image != last_.image ? 1 : 0;
    targets_ += position.target != last_.target ? 1 : 0;
    if (position.image != last_.image) clusters_.insert(cluster_of(score));
    last_ = position;
    rounds_[score.round].add(score, position.image);
}

GroupSummary GroupScores::summary(const std::string& name, MetricTable metrics, const BootstrapOptions& options) const {
    GroupSummary result{name, several_modalities_ ? "" : modality_, images_, targets_, {}, {}};
    for (const ClusterName& cluster : clusters_) result.clusters.add(cluster);
    for (const auto& [number, round] : rounds_) result.rounds.push_back({number, round.means(metrics)});
    add_intervals(result.rounds, options);
    return result;
}

}  // namespace imis
