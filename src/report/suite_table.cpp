#include "imis/report/suite_table.hpp"

#include <algorithm>
#include <limits>
#include <map>

#include "imis/base/ascii.hpp"
#include "imis/evaluation/store.hpp"
#include "imis/metrics/aggregate.hpp"
#include "stored_score.hpp"
#include "wording.hpp"

namespace imis {
namespace {

namespace fs = std::filesystem;

// A run as its store has it.
struct SuiteLine {
    std::string metric;  // the first, and the round that the values are of: "Dice, round 3"
    std::int64_t images = 0;
    std::size_t skipped = 0;
    std::map<std::string, std::string> cells;  // by model
};

int round_number(const std::string& text) {
    return text.empty() ? 1 : std::stoi(text);
}

MetricTable first_metric_of(const RunContext& context) {
    return choose_metrics(split_list(context.setting("metrics")).front(), stored_unit(context.setting("lengths")));
}

// Without intervals, which take longer than all else.
GroupSummary overall_means(const std::vector<Score>& scores, MetricTable metrics, EmptyRule empty) {
    const auto standard = standard_groupings();
    const auto datasets = std::ranges::find(standard, "dataset", &Grouping::name);
    BootstrapOptions no_intervals;
    no_intervals.smallest = std::numeric_limits<std::size_t>::max();
    return summarise(scores, {metrics, empty, std::span(datasets, 1), no_intervals}).overall;
}

SuiteLine read_line(const fs::path& run) {
    const RunContext context = ResultStore(run, MetricTable{}).context();
    const MetricTable metrics = first_metric_of(context);
    const EmptyRule empty = stored_empty_rule(context.setting("empty"));
    const ResultStore store(run, metrics);
    const int last = round_number(context.setting("rounds"));
    std::map<std::string, std::vector<Score>> scores;
    store.for_each_round([&](const StoredRound& stored) {
        if (stored.result.round == last) scores[stored.model].push_back(to_score(stored));
    });
    SuiteLine line{
        heading(metrics.front()) + (last > 1 ? ", round " + std::to_string(last) : ""), 0, store.skips().size(), {}};
    for (const auto& [model, of_model] : scores) {
        const GroupSummary all = overall_means(of_model, metrics, empty);
        line.images = std::max(line.images, all.images);
        line.cells[model] = fixed(all.rounds.front().metrics.front().image_mean, metrics.front().decimals);
    }
    constexpr std::string_view lacks = "model.lacks.";
    for (const auto& [name, value] : context.information) {
        if (name.starts_with(lacks)) line.cells.emplace(name.substr(lacks.size()), missing_prompt_mark(value));
    }
    return line;
}

}  // namespace

Table suite_table(std::span<const fs::path> runs) {
    std::vector<SuiteLine> lines;
    std::map<std::string, std::string> models;
    for (const fs::path& run : runs) {
        lines.push_back(read_line(run));
        models.insert(lines.back().cells.begin(), lines.back().cells.end());
    }
    Table table{"Runs",
                {{"", "Run", Alignment::left}, {"", "Images"}, {"", "Skipped"}, {"", "Metric", Alignment::left}},
                {},
                {}};
    for (const auto& [model, cell] : models) table.columns.push_back({"", model});
    table.columns.push_back({"", "Files", Alignment::left});
    for (std::size_t i = 0; i < lines.size(); ++i) {
        std::vector<std::string> row = {runs[i].filename().string(), std::to_string(lines[i].images),
                                        std::to_string(lines[i].skipped), lines[i].metric};
        for (const auto& [model, cell] : models) {
            const auto found = lines[i].cells.find(model);
            row.push_back(found == lines[i].cells.end() ? "-" : found->second);
        }
        row.push_back(runs[i].string());
        table.rows.push_back(std::move(row));
    }
    table.notes.push_back("Scores: " + std::string(image_mean_rule) + ".");
    return table;
}

}  // namespace imis
