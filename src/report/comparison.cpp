#include "imis/report/comparison.hpp"

#include <algorithm>
#include <functional>
#include <set>

#include "imis/base/files.hpp"
#include "imis/evaluation/run_folder.hpp"
#include "imis/report/challenge.hpp"
#include "imis/report/claims.hpp"
#include "imis/report/curves.hpp"
#include "imis/report/summary.hpp"
#include "wording.hpp"

namespace imis {
namespace {

using Systems = std::vector<SystemReport>;

// Gives the scores that a row of a comparison is of; null where a system has none of that group.
using GroupOf = std::function<const GroupSummary*(const SystemReport&)>;

int last_round(const Systems& systems) {
    int last = 1;
    for (const SystemReport& system : systems) last = std::max(last, system.rounds);
    return last;
}

// A metric's image mean of a group in a round; empty where there is none. index: of the metric in its table.
std::string mean_cell(const GroupSummary* group, std::size_t index, int round, int decimals) {
    if (group == nullptr) return "";
    for (const RoundSummary& summary : group->rounds) {
        if (summary.round == round) return fixed(summary.metrics[index].image_mean, decimals);
    }
    return "";
}

// For people: the means of all systems, or why one has none.
void add_cells(std::vector<std::string>& row, const Systems& systems, const GroupOf& group_of, std::size_t index,
               int round, int decimals) {
    for (const SystemReport& system : systems) {
        const std::string mean = mean_cell(group_of(system), index, round, decimals);
        row.push_back(round > system.rounds ? missing_prompt_mark(system.lacks) : mean.empty() ? "-" : mean);
    }
}

void add_system_columns(Table& table, const Systems& systems) {
    for (const SystemReport& system : systems)
        table.columns.push_back({"", system.protocol.model, Alignment::right, true});
}

const GroupSummary* overall_of(const SystemReport& system) {
    return &system.report.summary.overall;
}

// All systems have the same groupings.
const std::vector<GroupedScores>& groupings_of(const Systems& systems) {
    return systems.front().report.summary.groupings;
}

MetricTable metrics_of(const Systems& systems) {
    return systems.front().report.summary.metrics;
}

GroupOf group_of(const Grouping& grouping, const std::string& name) {
    return [&grouping, name](const SystemReport& system) {
        const auto& groups = system.report.summary.groups(grouping.name);
        const auto found = std::ranges::find_if(groups, [&](const GroupSummary& group) { return group.name == name; });
        return found == groups.end() ? nullptr : &*found;
    };
}

std::set<std::string> group_names(const Systems& systems, const Grouping& grouping) {
    std::set<std::string> names;
    for (const SystemReport& system : systems) {
        for (const GroupSummary& group : system.report.summary.groups(grouping.name)) names.insert(group.name);
    }
    return names;
}

// Over all rounds.
std::int64_t empty_predictions_of(const GroupSummary& group) {
    std::int64_t count = 0;
    for (const RoundSummary& round : group.rounds) count += round.empty_predictions;
    return count;
}

Table system_table(const Systems& systems) {
    Table table{"Systems", {}, {}, {}};
    for (const char* name : {"System", "Policy", "History", "Mask feedback", "Grid"}) {
        table.columns.push_back({"", name, Alignment::left});
    }
    for (const char* name : {"Rounds", "Images", "Targets", "Skipped", "Empty predictions"})
        table.columns.push_back({"", name});
    for (const SystemReport& system : systems) {
        const GroupSummary& all = system.report.summary.overall;
        const SystemProtocol& protocol = system.protocol;
        table.rows.push_back({protocol.model, protocol.policy, protocol.history, protocol.mask_feedback, protocol.grid,
                              std::to_string(system.rounds), std::to_string(all.images), std::to_string(all.targets),
                              std::to_string(system.report.skipped.size()), std::to_string(empty_predictions_of(all))});
    }
    return table;
}

// For people: one metric.
Table round_comparison(const Systems& systems, std::size_t index) {
    const Metric& metric = metrics_of(systems)[index];
    Table table{heading(metric) + " by round", {{"", "Round"}}, {}, {}, metric.better};
    add_system_columns(table, systems);
    for (int round = 1; round <= last_round(systems); ++round) {
        table.rows.push_back({std::to_string(round)});
        add_cells(table.rows.back(), systems, overall_of, index, round, metric.decimals);
    }
    return table;
}

Table group_comparison(const Systems& systems, const Grouping& grouping, std::size_t index, int round) {
    const Metric& metric = metrics_of(systems)[index];
    Table table{heading(metric) + " by " + std::string(grouping.title) + ", round " + std::to_string(round),
                {{"", std::string(grouping.heading), Alignment::left}},
                {},
                {},
                metric.better};
    add_system_columns(table, systems);
    for (const std::string& name : group_names(systems, grouping)) {
        table.rows.push_back({name});
        add_cells(table.rows.back(), systems, group_of(grouping, name), index, round, metric.decimals);
    }
    return table;
}

// For programs: all metrics that are shown in full, all rounds. What has no value is empty, so that a column of numbers
// holds nothing else; why, summary.json says ("lacks").
void add_file_columns(Table& table, const Systems& systems) {
    for (const Metric& metric : metrics_of(systems)) {
        if (!metric.in_full) continue;
        const bool first = &metric == &metrics_of(systems).front();
        for (const SystemReport& system : systems) {
            const std::string& model = system.protocol.model;
            table.columns.push_back(first ? Column{"", model} : Column{model, std::string(metric.name)});
        }
    }
}

void add_file_row(Table& table, std::vector<std::string> row, const Systems& systems, const GroupOf& group, int round) {
    for (std::size_t i = 0; i < metrics_of(systems).size(); ++i) {
        if (!metrics_of(systems)[i].in_full) continue;
        for (const SystemReport& system : systems) row.push_back(mean_cell(group(system), i, round, file_decimals));
    }
    table.rows.push_back(std::move(row));
}

std::string rounds_csv(const Systems& systems) {
    Table table{"", {{"", "round"}}, {}, {}};
    add_file_columns(table, systems);
    for (int round = 1; round <= last_round(systems); ++round) {
        add_file_row(table, {std::to_string(round)}, systems, overall_of, round);
    }
    return render_csv(table);
}

std::string groups_csv(const Systems& systems, const Grouping& grouping) {
    Table table{"", {{"", "name"}, {"", "round"}}, {}, {}};
    add_file_columns(table, systems);
    for (int round = 1; round <= last_round(systems); ++round) {
        for (const std::string& name : group_names(systems, grouping)) {
            add_file_row(table, {name, std::to_string(round)}, systems, group_of(grouping, name), round);
        }
    }
    return render_csv(table);
}

std::vector<NamedCurves> curves_of(const Systems& systems) {
    std::vector<NamedCurves> curves;
    for (const SystemReport& system : systems) {
        curves.push_back({system.protocol.model,
                          system.rounds < last_round(systems) ? missing_prompt_mark(system.lacks) : "",
                          system.report.curves});
    }
    return curves;
}

// What is measured beside the scores.
void add_further_tables(std::vector<Table>& tables, const Systems& systems) {
    std::vector<NamedChallenge> challenge;
    std::vector<NamedClaims> claims;
    std::vector<NamedTimes> times;
    for (const SystemReport& system : systems) {
        challenge.push_back({system.protocol.model, system.report.challenge});
        claims.push_back({system.protocol.model, system.report.claims});
        times.push_back({system.protocol.model, system.report.times});
    }
    for (Table& table : std::vector{challenge_table(challenge), curve_comparison(curves_of(systems)),
                                    claims_table(claims), time_table(times)}) {
        if (!table.rows.empty()) tables.push_back(std::move(table));
    }
}

}  // namespace

std::vector<Table> comparison_tables(const std::vector<SystemReport>& systems, bool with_partial) {
    std::vector<Table> tables = {context_table(systems.front().report), system_table(systems)};
    const std::set<int> rounds = {1, last_round(systems)};
    for (std::size_t i = 0; i < metrics_of(systems).size(); ++i) {
        if (!metrics_of(systems)[i].in_full) continue;
        tables.push_back(round_comparison(systems, i));
        for (const int round : rounds) {
            for (const auto& [grouping, groups] : groupings_of(systems)) {
                if (grouping.is_partial() && (!with_partial || group_names(systems, grouping).empty())) continue;
                tables.push_back(group_comparison(systems, grouping, i, round));
            }
        }
    }
    tables.back().notes = comparison_rules(systems.front().report.summary);
    add_further_tables(tables, systems);
    for (const SystemReport& system : systems) {
        if (system.report.skipped.empty()) continue;
        Table skipped = skipped_table(system.report.skipped);
        skipped.title = "Skipped by " + system.protocol.model;
        tables.push_back(std::move(skipped));
    }
    for (Table& table : tables) table = in_words_of(systems.front().report.unit, std::move(table));
    return tables;
}

std::string render_text(const std::vector<SystemReport>& systems) {
    return render_text(comparison_tables(systems));
}

std::string render_markdown(const std::vector<SystemReport>& systems) {
    return render_markdown(comparison_tables(systems));
}

void write_comparison_files(const std::filesystem::path& folder, const std::vector<SystemReport>& systems) {
    for (const SystemReport& system : systems) {
        write_summary_files(folder / run_folder::systems / system.folder, system.report);
    }
    for (const auto& [grouping, groups] : groupings_of(systems)) {
        if (grouping.is_partial() && group_names(systems, grouping).empty()) continue;
        write_file_atomically(folder / run_folder::comparison_csv(grouping.plural), groups_csv(systems, grouping));
    }
    write_file_atomically(folder / run_folder::comparison_rounds_csv, rounds_csv(systems));
    const Table curves = curve_file(curves_of(systems));
    if (!curves.rows.empty()) write_file_atomically(folder / run_folder::comparison_curves_csv, render_csv(curves));
    write_file_atomically(folder / run_folder::summary_markdown, render_markdown(systems));
    write_file_atomically(folder / run_folder::summary_json, comparison_json(systems));
}

}  // namespace imis
