#include "group_scores.hpp"

namespace imis {
namespace {

double mean(const std::vector<double>& values) {
    double sum = 0;
    for (const double value : values) sum += value;
    return sum / static_cast<double>(values.size());
}

}  // namespace

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

std::vector<MetricMeans> GroupScores::Round::means(MetricTable metrics, const BootstrapOptions& options,
                                                   const RandomKey& key) const {
    std::vector<std::vector<double>> images = image_sums;
    for (auto& column : images) {
        for (std::size_t image = 0; image < column.size(); ++image) column[image] /= image_counts[image];
    }
    const std::vector<Interval> intervals = bootstrap_intervals(images, options, key);
    std::vector<MetricMeans> result;
    for (std::size_t metric = 0; metric < metrics.size(); ++metric) {
        result.push_back(
            {mean(images[metric]), intervals[metric], sums[metric] / count, pooled_value(metrics[metric], pooled)});
    }
    return result;
}

void GroupScores::add(const Score& score, ScorePosition position) {
    if (images_ == 0) modality_ = score.modality;
    several_modalities_ = several_modalities_ || score.modality != modality_;
    images_ += position.image != last_.image ? 1 : 0;
    targets_ += position.target != last_.target ? 1 : 0;
    last_ = position;
    rounds_[score.round].add(score, position.image);
}

GroupSummary GroupScores::summary(const std::string& name, MetricTable metrics, const BootstrapOptions& options,
                                  const RandomKey& key) const {
    GroupSummary result{name, several_modalities_ ? "" : modality_, images_, targets_, {}};
    for (const auto& [number, round] : rounds_) {
        result.rounds.push_back({number, round.means(metrics, options, key.with(std::int64_t{number}))});
    }
    return result;
}

}  // namespace imis
