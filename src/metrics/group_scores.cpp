#include "group_scores.hpp"

#include <cmath>
#include <utility>

namespace imis {

void ScorePosition::move(const Score* previous, const Score& next) {
    const bool same_image = previous != nullptr && previous->dataset == next.dataset && previous->image == next.image;
    if (!same_image) ++image;
    if (!same_image || previous->target != next.target) ++target;
}

void GroupScores::Column::add(double value, bool is_new_image, bool skips_undefined) {
    if (is_new_image) {
        image_sums.push_back(0);
        image_counts.push_back(0);
    }
    if (skips_undefined && std::isnan(value)) {
        ++left_out;
        return;
    }
    image_sums.back() += value;
    ++image_counts.back();
    sum += value;
    ++count;
}

double GroupScores::Column::image_mean() const {
    double means = 0;
    double images = 0;
    for (std::size_t image = 0; image < image_sums.size(); ++image) {
        if (image_counts[image] == 0) continue;
        means += image_sums[image] / image_counts[image];
        ++images;
    }
    return means / images;  // NaN where every value is left out
}

double GroupScores::Column::mean() const {
    return sum / count;
}

void GroupScores::Round::add(const Score& score, std::int64_t image, bool skips_undefined) {
    columns.resize(score.values.size());
    const bool is_new_image = last_image != image;
    last_image = image;
    if (is_new_image) image_clusters.push_back(cluster_of(score));
    for (std::size_t metric = 0; metric < columns.size(); ++metric) {
        columns[metric].add(score.values[metric], is_new_image, skips_undefined);
    }
    pooled += score.overlap;
    ++predictions;
    if (score.overlap.predicted == 0) ++empty_predictions;
}

std::vector<MetricMeans> GroupScores::Round::means(MetricTable metrics) const {
    std::vector<MetricMeans> result;
    for (std::size_t metric = 0; metric < metrics.size(); ++metric) {
        const Column& column = columns[metric];
        result.push_back(
            {column.image_mean(), std::nullopt, column.mean(), pooled_value(metrics[metric], pooled), column.left_out});
    }
    return result;
}

GroupScores::Sample GroupScores::sample(const Round& round, const Column& column) {
    Sample sample;
    std::map<ClusterName, std::size_t> places;
    for (std::size_t image = 0; image < round.image_clusters.size(); ++image) {
        if (column.image_counts[image] == 0) continue;
        const auto [entry, is_new] = places.try_emplace(round.image_clusters[image], places.size());
        if (is_new) {
            sample.clusters.push_back(round.image_clusters[image]);
            sample.column.sums.push_back(0);
            sample.column.weights.push_back(0);
        }
        sample.column.sums[entry->second] += column.image_sums[image] / column.image_counts[image];
        sample.column.weights[entry->second] += 1;
    }
    return sample;
}

// Columns of the same clusters, as a rule all of all rounds, share their draws.
void GroupScores::add_intervals(std::vector<RoundSummary>& summaries, const BootstrapOptions& options) const {
    std::map<std::vector<ClusterName>, std::pair<std::vector<ClusterColumn>, std::vector<MetricMeans*>>> samples;
    for (RoundSummary& summary : summaries) {
        const Round& round = rounds_.at(summary.round);
        for (std::size_t metric = 0; metric < round.columns.size(); ++metric) {
            Sample drawn = sample(round, round.columns[metric]);
            if (drawn.clusters.empty()) continue;
            auto& [columns, means] = samples[std::move(drawn.clusters)];
            columns.push_back(std::move(drawn.column));
            means.push_back(&summary.metrics[metric]);
        }
    }
    for (const auto& [clusters, drawn] : samples) {
        const auto intervals = mean_intervals(drawn.first, options, sampling_key(options.seed, clusters));
        for (std::size_t i = 0; i < intervals.size(); ++i) drawn.second[i]->interval = intervals[i];
    }
}

void GroupScores::add(const Score& score, ScorePosition position) {
    if (images_ == 0) modality_ = score.modality;
    several_modalities_ = several_modalities_ || score.modality != modality_;
    images_ += position.image != last_.image ? 1 : 0;
    targets_ += position.target != last_.target ? 1 : 0;
    if (position.image != last_.image) clusters_.insert(cluster_of(score));
    last_ = position;
    rounds_[score.round].add(score, position.image, skips_undefined_);
}

GroupSummary GroupScores::summary(const std::string& name, MetricTable metrics, const BootstrapOptions& options) const {
    GroupSummary result{name, several_modalities_ ? "" : modality_, images_, targets_, {}, {}};
    for (const ClusterName& cluster : clusters_) result.clusters.add(cluster);
    for (const auto& [number, round] : rounds_) {
        result.rounds.push_back({number, round.means(metrics), round.predictions, round.empty_predictions});
    }
    add_intervals(result.rounds, options);
    return result;
}

}  // namespace imis
