#include <algorithm>

#include "imis/report/summary.hpp"
#include "wording.hpp"

namespace imis {
namespace {

constexpr std::size_t most_round_columns = 8;

std::string round_name(int round) {
    return "round " + std::to_string(round);
}

std::vector<int> rounds_of(const std::vector<GroupSummary>& groups) {
    std::vector<int> rounds;
    for (const GroupSummary& group : groups) {
        for (const RoundSummary& round : group.rounds) rounds.push_back(round.round);
    }
    std::sort(rounds.begin(), rounds.end());
    rounds.erase(std::unique(rounds.begin(), rounds.end()), rounds.end());
    return rounds;
}

std::vector<int> shown_rounds(const std::vector<int>& rounds) {
    if (rounds.size() <= most_round_columns) return rounds;
    std::vector<int> shown(rounds.begin(), rounds.begin() + most_round_columns - 1);
    shown.push_back(rounds.back());
    return shown;
}

const RoundSummary* find_round(const GroupSummary& group, int number) {
    const auto found = std::find_if(group.rounds.begin(), group.rounds.end(),
                                    [&](const RoundSummary& round) { return round.round == number; });
    return found == group.rounds.end() ? nullptr : &*found;
}

// The columns of one metric in a table of groups. With a single round there is no round to tell.
void add_group_columns(std::vector<Column>& columns, const Metric& metric, const std::vector<int>& rounds) {
    const std::string name = heading(metric);
    const bool single = rounds.size() == 1;
    const std::string last = single ? "" : ", " + round_name(rounds.back());
    if (!metric.in_full) {
        columns.push_back({name + last, "image mean"});
        return;
    }
    const std::string over_rounds = single ? name : name + ", image mean";
    for (const int round : rounds) columns.push_back({over_rounds, single ? "image mean" : round_name(round)});
    columns.push_back({over_rounds, "95% CI" + last});
    columns.push_back({name + last, "target mean"});
    if (has_pooled_value(metric)) columns.push_back({name + last, "pooled"});
}

// The cells of those columns; index: of the metric in its table.
void add_group_cells(std::vector<std::string>& row, const GroupSummary& group, const Metric& metric, std::size_t index,
                     const std::vector<int>& rounds) {
    const auto cell = [&](int number, auto text_of) {
        const RoundSummary* round = find_round(group, number);
        row.push_back(round == nullptr ? "-" : text_of(round->metrics[index]));
    };
    const auto image_mean = [&](const MetricMeans& means) { return fixed(means.image_mean, metric.decimals); };
    const int last = rounds.back();
    if (!metric.in_full) {
        cell(last, image_mean);
        return;
    }
    for (const int number : rounds) cell(number, image_mean);
    cell(last, [&](const MetricMeans& means) { return interval_text(means.interval, metric.decimals); });
    cell(last, [&](const MetricMeans& means) { return fixed(means.target_mean, metric.decimals); });
    if (has_pooled_value(metric)) {
        cell(last, [&](const MetricMeans& means) { return fixed(*means.pooled, metric.decimals); });
    }
}

// Tables without empty predictions have no column for them.
bool has_empty_predictions(const Summary& summary) {
    return std::ranges::any_of(summary.overall.rounds,
                               [](const RoundSummary& round) { return round.empty_predictions > 0; });
}

// Where all rounds are shown in a row, the predictions that are counted are those of the last.
Column empty_column(const std::vector<int>& rounds) {
    return {"Empty" + (rounds.size() == 1 ? "" : ", " + round_name(rounds.back())), "predictions"};
}

std::string empty_cell(const GroupSummary& group, int number) {
    const RoundSummary* round = find_round(group, number);
    return round == nullptr ? "-" : std::to_string(round->empty_predictions);
}

std::vector<std::string> group_row(const GroupSummary& group, const Summary& summary, const std::vector<int>& rounds) {
    const MetricTable metrics = summary.metrics;
    std::vector<std::string> row = {group.name, std::to_string(group.images), std::to_string(group.targets)};
    if (has_empty_predictions(summary)) row.push_back(empty_cell(group, rounds.back()));
    for (std::size_t i = 0; i < metrics.size(); ++i) add_group_cells(row, group, metrics[i], i, rounds);
    return row;
}

// The columns of one metric in the table of rounds, and their cells.
void add_round_columns(std::vector<Column>& columns, const Metric& metric) {
    const std::string name = heading(metric);
    columns.push_back({name, "image mean"});
    columns.push_back({name, "95% CI"});
    if (!metric.in_full) return;
    columns.push_back({name, "target mean"});
    if (has_pooled_value(metric)) columns.push_back({name, "pooled"});
    columns.push_back({name, "data set mean"});
}

void add_round_cells(std::vector<std::string>& row, const MetricMeans& means, double dataset_mean,
                     const Metric& metric) {
    row.push_back(fixed(means.image_mean, metric.decimals));
    row.push_back(interval_text(means.interval, metric.decimals));
    if (!metric.in_full) return;
    row.push_back(fixed(means.target_mean, metric.decimals));
    if (has_pooled_value(metric)) row.push_back(fixed(*means.pooled, metric.decimals));
    row.push_back(fixed(dataset_mean, metric.decimals));
}

}  // namespace

Table group_table(const Summary& summary, const GroupedScores& scores) {
    const Grouping& grouping = scores.grouping;
    Table table{"Scores by " + std::string(grouping.title), {}, {}, {}};
    const std::vector<int> rounds = shown_rounds(rounds_of(scores.groups));
    if (rounds.empty()) return table;
    table.columns = {{"", std::string(grouping.heading), Alignment::left}, {"", "Images"}, {"", "Targets"}};
    if (has_empty_predictions(summary)) table.columns.push_back(empty_column(rounds));
    for (const Metric& metric : summary.metrics) add_group_columns(table.columns, metric, rounds);
    for (const GroupSummary& group : scores.groups) table.rows.push_back(group_row(group, summary, rounds));
    if (grouping.with_overall) table.rows.push_back(group_row(summary.overall, summary, rounds));
    return table;
}

Table round_table(const Summary& summary) {
    Table table{"Scores by round", {{"", "Round"}, {"", "Images"}, {"", "Targets"}}, {}, {}};
    const bool counts_empty = has_empty_predictions(summary);
    if (counts_empty) table.columns.push_back({"Empty", "predictions"});
    for (const Metric& metric : summary.metrics) add_round_columns(table.columns, metric);
    const GroupSummary& overall = summary.overall;
    for (std::size_t i = 0; i < overall.rounds.size(); ++i) {
        const RoundSummary& round = overall.rounds[i];
        std::vector<std::string> row = {std::to_string(round.round), std::to_string(overall.images),
                                        std::to_string(overall.targets)};
        if (counts_empty) row.push_back(std::to_string(round.empty_predictions));
        for (std::size_t metric = 0; metric < summary.metrics.size(); ++metric) {
            add_round_cells(row, round.metrics[metric], summary.dataset_means[i].metrics[metric],
                            summary.metrics[metric]);
        }
        table.rows.push_back(std::move(row));
    }
    return table;
}

}  // namespace imis
