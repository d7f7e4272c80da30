#include <algorithm>

#include "imis/report/summary_tables.hpp"
#include "number_text.hpp"

namespace imis {
namespace {

constexpr std::size_t most_round_columns = 8;

std::string score_text(double score) {
    return fixed(score, 4);
}

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

// With a single round there is no round to tell.
std::vector<Column> group_columns(const std::string& label, const std::vector<int>& rounds) {
    std::vector<Column> columns = {{"", label, Alignment::left}, {"", "Images"}, {"", "Targets"}};
    const bool single = rounds.size() == 1;
    const std::string last = single ? "" : ", " + round_name(rounds.back());
    if (single) {
        columns.push_back({"Dice", "image mean"});
        columns.push_back({"Dice", "95% CI"});
    } else {
        for (const int round : rounds) columns.push_back({"Dice, image mean", round_name(round)});
        columns.push_back({"Dice, image mean", "95% CI" + last});
    }
    columns.push_back({"Dice" + last, "target mean"});
    columns.push_back({"Dice" + last, "pooled"});
    columns.push_back({"IoU" + last, "image mean"});
    return columns;
}

std::vector<std::string> group_row(const GroupSummary& group, const std::vector<int>& rounds) {
    std::vector<std::string> row = {group.name, std::to_string(group.images), std::to_string(group.targets)};
    for (const int number : rounds) {
        const RoundSummary* round = find_round(group, number);
        row.push_back(round == nullptr ? "-" : score_text(round->dice.image_mean));
    }
    const RoundSummary* last = find_round(group, rounds.back());
    if (last == nullptr) {
        row.insert(row.end(), 4, "-");
        return row;
    }
    row.push_back(interval_text(last->dice.interval));
    row.push_back(score_text(last->dice.target_mean));
    row.push_back(score_text(last->dice.pooled));
    row.push_back(score_text(last->iou.image_mean));
    return row;
}

}  // namespace

Table group_table(const std::string& title, const std::string& label, const std::vector<GroupSummary>& groups,
                  const GroupSummary* overall) {
    Table table{title, {}, {}, {}};
    const std::vector<int> rounds = shown_rounds(rounds_of(groups));
    if (rounds.empty()) return table;
    table.columns = group_columns(label, rounds);
    for (const GroupSummary& group : groups) table.rows.push_back(group_row(group, rounds));
    if (overall != nullptr) table.rows.push_back(group_row(*overall, rounds));
    return table;
}

Table round_table(const Summary& summary) {
    Table table{"Scores by round", {}, {}, {}};
    for (const char* name : {"Round", "Images", "Targets"}) table.columns.push_back({"", name});
    for (const char* name : {"image mean", "95% CI", "target mean", "pooled", "data set mean"}) {
        table.columns.push_back({"Dice", name});
    }
    for (const char* name : {"image mean", "95% CI"}) table.columns.push_back({"IoU", name});
    const GroupSummary& overall = summary.overall;
    for (std::size_t i = 0; i < overall.rounds.size(); ++i) {
        const RoundSummary& round = overall.rounds[i];
        table.rows.push_back({std::to_string(round.round), std::to_string(overall.images),
                              std::to_string(overall.targets), score_text(round.dice.image_mean),
                              interval_text(round.dice.interval), score_text(round.dice.target_mean),
                              score_text(round.dice.pooled), score_text(summary.dataset_means[i].dice),
                              score_text(round.iou.image_mean), interval_text(round.iou.interval)});
    }
    return table;
}

}  // namespace imis
