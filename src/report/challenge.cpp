#include "imis/report/challenge.hpp"

#include "wording.hpp"

namespace imis {
namespace {

void add_figures(std::vector<std::string>& row, const ChallengeFigures& figures, int decimals) {
    for (const double value : {figures.dsc_auc, figures.dsc_final, figures.nsd_auc, figures.nsd_final}) {
        row.push_back(fixed(value, decimals));
    }
}

// A row for people: means over `count` cases or targets.
std::vector<std::string> mean_row(const std::string& over, std::int64_t count, const ChallengeFigures& figures) {
    constexpr int decimals = 4;
    std::vector<std::string> row = {over, std::to_string(count)};
    add_figures(row, figures, decimals);
    return row;
}

std::vector<std::string> challenge_notes(int clicks) {
    const std::string scores = std::to_string(clicks) + " click scores";
    return {"AUC: trapezoid over the " + scores + " alone, from 0 to " + std::to_string(clicks - 1) +
                "; Final: after the last click. NSD counts 0 where Dice (DSC) is at most 0.2.",
            "By case: DSC and NSD of a round are means over the case's targets, as the challenge has them; by target: "
            "each target on its own."};
}

std::vector<std::string> file_row(const std::string& mean, std::int64_t cases, std::int64_t targets, int clicks,
                                  const ChallengeCaseFigures& entry) {
    const bool single = mean.empty();
    std::vector<std::string> row = {mean,
                                    entry.dataset,
                                    entry.image,
                                    single ? std::to_string(entry.repeat) : "",
                                    std::to_string(cases),
                                    std::to_string(targets),
                                    std::to_string(clicks)};
    add_figures(row, entry.figures, file_decimals);
    return row;
}

}  // namespace

Table challenge_table(const std::vector<NamedChallenge>& systems) {
    Table table{"CVPR 2025 challenge", {}, {}, {}};
    const bool named = systems.size() > 1;
    if (named) table.columns.push_back({"", "System", Alignment::left});
    table.columns.push_back({"", "Mean over", Alignment::left});
    table.columns.push_back({"", "Number"});
    for (const char* group : {"DSC", "NSD"}) {
        for (const char* name : {"AUC", "Final"}) table.columns.push_back({group, name});
    }
    for (const auto& [system, summary] : systems) {
        if (summary.clicks == 0) continue;
        table.notes = challenge_notes(summary.clicks);
        for (auto& row : {mean_row("cases", std::ssize(summary.cases), summary.by_case),
                          mean_row("targets", summary.targets, summary.by_target)}) {
            table.rows.push_back(row);
            if (named) table.rows.back().insert(table.rows.back().begin(), system);
        }
    }
    return table;
}

Table challenge_file(const ChallengeSummary& summary) {
    Table table;
    if (summary.clicks == 0) return table;
    for (const char* name : {"mean", "dataset", "image", "repeat", "cases", "targets", "clicks", "dsc_auc", "dsc_final",
                             "nsd_auc", "nsd_final"}) {
        table.columns.push_back({"", name});
    }
    const std::int64_t cases = std::ssize(summary.cases);
    table.rows.push_back(file_row("case", cases, summary.targets, summary.clicks, {{}, {}, 1, 0, summary.by_case}));
    table.rows.push_back(file_row("target", cases, summary.targets, summary.clicks, {{}, {}, 1, 0, summary.by_target}));
    for (const ChallengeCaseFigures& entry : summary.cases) {
        table.rows.push_back(file_row("", 1, entry.targets, summary.clicks, entry));
    }
    return table;
}

}  // namespace imis
