#include "imis/metrics/aggregate.hpp"

#include <algorithm>
#include <map>
#include <string_view>
#include <tuple>
#include <utility>

#include "group_scores.hpp"

namespace imis {
namespace {

std::vector<const Score*> sorted(std::span<const Score> scores) {
    std::vector<const Score*> order;
    order.reserve(scores.size());
    for (const Score& score : scores) order.push_back(&score);
    std::sort(order.begin(), order.end(), [](const Score* a, const Score* b) {
        return std::tie(a->dataset, a->image, a->target, a->repeat, a->round) <
               std::tie(b->dataset, b->image, b->target, b->repeat, b->round);
    });
    return order;
}

// The groups of one kind ("modality", "dataset", ...) by name.
class Grouping {
public:
    explicit Grouping(std::string_view kind) : kind_(kind) {}

    void add(const std::string& name, const Score& score, ScorePosition position) {
        groups_[name].add(score, position);
    }

    [[nodiscard]] std::vector<GroupSummary> summaries(const BootstrapOptions& options) const {
        const RandomKey key = RandomKey(options.seed).with("bootstrap").with(kind_);
        std::vector<GroupSummary> result;
        for (const auto& [name, group] : groups_) result.push_back(group.summary(name, options, key.with(name)));
        return result;
    }

private:
    std::string_view kind_;
    std::map<std::string, GroupScores> groups_;
};

std::vector<DatasetMean> means_over(const std::vector<GroupSummary>& datasets) {
    std::map<int, std::pair<DatasetMean, int>> rounds;  // round -> sums, number of data sets
    for (const GroupSummary& dataset : datasets) {
        for (const RoundSummary& round : dataset.rounds) {
            auto& [sums, count] = rounds[round.round];
            sums.dice += round.dice.image_mean;
            sums.iou += round.iou.image_mean;
            ++count;
        }
    }
    std::vector<DatasetMean> means;
    for (const auto& [round, entry] : rounds) {
        const auto& [sums, count] = entry;
        means.push_back({round, sums.dice / count, sums.iou / count});
    }
    return means;
}

}  // namespace

Summary summarise(std::span<const Score> scores, const BootstrapOptions& options) {
    Grouping all("overall");
    Grouping modalities("modality");
    Grouping datasets("dataset");
    Grouping targets("target");
    ScorePosition position;
    const Score* previous = nullptr;
    for (const Score* score : sorted(scores)) {
        position.move(previous, *score);
        previous = score;
        all.add("all", *score, position);
        modalities.add(score->modality, *score, position);
        datasets.add(score->dataset, *score, position);
        targets.add(score->target, *score, position);
    }

    Summary summary;
    summary.overall.name = "all";
    if (!scores.empty()) summary.overall = all.summaries(options).front();
    summary.modalities = modalities.summaries(options);
    summary.datasets = datasets.summaries(options);
    summary.targets = targets.summaries(options);
    summary.dataset_means = means_over(summary.datasets);
    return summary;
}

}  // namespace imis
