#include "imis/metrics/aggregate.hpp"

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

#include "group_scores.hpp"
#include "imis/base/error.hpp"

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

void check_values(std::span<const Score> scores, MetricTable metrics) {
    for (const Score& score : scores) {
        if (score.values.size() != metrics.size()) {
            throw Error("scores of " + score.dataset + ": " + score.image + ": " + std::to_string(score.values.size()) +
                        " values for " + std::to_string(metrics.size()) + " metrics");
        }
    }
}

// The groups of one grouping by name, while scores are collected.
class Groups {
public:
    Groups(const Grouping& grouping, EmptyRule empty) : grouping_(grouping), empty_(empty) {}

    void add(const Score& score, ScorePosition position) {
        groups_.try_emplace(grouping_.key(score), empty_).first->second.add(score, position);
    }

    [[nodiscard]] GroupedScores summaries(const SummaryOptions& options) const {
        GroupedScores result{grouping_, {}};
        const bool only_others =
            grouping_.is_partial() && groups_.size() == 1 && groups_.begin()->first == grouping_.others;
        if (only_others) return result;
        for (const auto& [name, group] : groups_) {
            result.groups.push_back(group.summary(name, options.metrics, options.bootstrap));
        }
        return result;
    }

private:
    Grouping grouping_;
    EmptyRule empty_;
    std::map<std::string, GroupScores> groups_;
};

std::vector<DatasetMean> means_over(const std::vector<GroupSummary>& datasets, std::size_t metrics) {
    std::map<int, std::pair<std::vector<double>, int>> rounds;  // round -> sums by metric, number of data sets
    for (const GroupSummary& dataset : datasets) {
        for (const RoundSummary& round : dataset.rounds) {
            auto& [sums, count] = rounds[round.round];
            sums.resize(metrics);
            for (std::size_t metric = 0; metric < metrics; ++metric) sums[metric] += round.metrics[metric].image_mean;
            ++count;
        }
    }
    std::vector<DatasetMean> means;
    for (const auto& [round, entry] : rounds) {
        means.push_back({round, entry.first});
        for (double& sum : means.back().metrics) sum /= entry.second;
    }
    return means;
}

}  // namespace

const std::vector<GroupSummary>& Summary::groups(std::string_view grouping) const {
    const auto found =
        std::ranges::find_if(groupings, [&](const GroupedScores& scores) { return scores.grouping.name == grouping; });
    if (found == groupings.end()) throw Error("scores are not grouped by '" + std::string(grouping) + "'");
    return found->groups;
}

Summary summarise(std::span<const Score> scores, const SummaryOptions& options) {
    check_values(scores, options.metrics);
    Groups overall(overall_grouping(), options.empty);
    std::vector<Groups> groupings;
    for (const Grouping& grouping : options.groupings) groupings.emplace_back(grouping, options.empty);
    ScorePosition position;
    const Score* previous = nullptr;
    for (const Score* score : sorted(scores)) {
        position.move(previous, *score);
        previous = score;
        overall.add(*score, position);
        for (Groups& groups : groupings) groups.add(*score, position);
    }

    Summary summary{options.metrics, options.empty, {}, {}, {}};
    summary.overall.name = "all";
    if (!scores.empty()) summary.overall = overall.summaries(options).groups.front();
    for (const Groups& groups : groupings) summary.groupings.push_back(groups.summaries(options));
    summary.dataset_means = means_over(summary.groups("dataset"), options.metrics.size());
    return summary;
}

}  // namespace imis
