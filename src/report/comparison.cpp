#include "imis/report/comparison.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "imis/base/files.hpp"
#include "imis/report/summary_files.hpp"
#include "imis/report/summary_tables.hpp"
#include "number_text.hpp"

namespace imis {
namespace {

using Systems = std::vector<SystemReport>;
using Groups = std::vector<GroupSummary> Summary::*;

struct Grouping {
    const char* heading;  // of the column
    const char* name;     // in titles
    const char* file;
    Groups groups;
};

constexpr Grouping groupings[] = {{"Modality", "modality", "comparison_modalities.csv", &Summary::modalities},
                                  {"Data set", "data set", "comparison_datasets.csv", &Summary::datasets},
                                  {"Target", "target", "comparison_targets.csv", &Summary::targets}};

std::string mark(const SystemReport& system) {
    if (system.lacks == "point") return "no clicks";
    if (system.lacks == "box") return "no boxes";
    return system.lacks.empty() ? "-" : "no " + system.lacks;
}

int last_round(const Systems& systems) {
    int last = 1;
    for (const SystemReport& system : systems) last = std::max(last, system.rounds);
    return last;
}

// The image-mean Dice of a group in a round, or why there is none.
std::string cell(const SystemReport& system, const GroupSummary* group, int round, int decimals) {
    if (round > system.rounds) return mark(system);
    if (group != nullptr) {
        for (const RoundSummary& summary : group->rounds) {
            if (summary.round == round) return fixed(summary.dice.image_mean, decimals);
        }
    }
    return "-";
}

const GroupSummary* find_group(const std::vector<GroupSummary>& groups, const std::string& name) {
    const auto found = std::ranges::find_if(groups, [&](const GroupSummary& group) { return group.name == name; });
    return found == groups.end() ? nullptr : &*found;
}

void add_system_columns(Table& table, const Systems& systems) {
    for (const SystemReport& system : systems) table.columns.push_back({"", system.protocol.model});
}

std::set<std::string> group_names(const Systems& systems, Groups groups) {
    std::set<std::string> names;
    for (const SystemReport& system : systems) {
        for (const GroupSummary& group : system.report.summary.*groups) names.insert(group.name);
    }
    return names;
}

void add_group_rows(Table& table, const Systems& systems, const Grouping& grouping, int round, int decimals,
                    const std::vector<std::string>& end) {
    for (const std::string& name : group_names(systems, grouping.groups)) {
        std::vector<std::string> row = {name};
        row.insert(row.end(), end.begin(), end.end());
        for (const SystemReport& system : systems) {
            row.push_back(cell(system, find_group(system.report.summary.*grouping.groups, name), round, decimals));
        }
        table.rows.push_back(std::move(row));
    }
}

Table system_table(const Systems& systems) {
    Table table{"Systems", {}, {}, {}};
    for (const char* name : {"System", "Policy", "History", "Mask feedback", "Grid"}) {
        table.columns.push_back({"", name, Alignment::left});
    }
    for (const char* name : {"Rounds", "Images", "Targets", "Skipped"}) table.columns.push_back({"", name});
    for (const SystemReport& system : systems) {
        const GroupSummary& all = system.report.summary.overall;
        const SystemProtocol& protocol = system.protocol;
        table.rows.push_back({protocol.model, protocol.policy, protocol.history, protocol.mask_feedback, protocol.grid,
                              std::to_string(system.rounds), std::to_string(all.images), std::to_string(all.targets),
                              std::to_string(system.report.skipped.size())});
    }
    return table;
}

Table round_comparison(const Systems& systems, int decimals) {
    Table table{"Dice by round", {{"", "Round"}}, {}, {}};
    add_system_columns(table, systems);
    for (int round = 1; round <= last_round(systems); ++round) {
        std::vector<std::string> row = {std::to_string(round)};
        for (const SystemReport& system : systems) {
            row.push_back(cell(system, &system.report.summary.overall, round, decimals));
        }
        table.rows.push_back(std::move(row));
    }
    return table;
}

Table group_comparison(const Systems& systems, const Grouping& grouping, int round) {
    Table table{std::string("Dice by ") + grouping.name + ", round " + std::to_string(round),
                {{"", grouping.heading, Alignment::left}},
                {},
                {}};
    add_system_columns(table, systems);
    add_group_rows(table, systems, grouping, round, 4, {});
    return table;
}

Table long_comparison(const Systems& systems, const Grouping& grouping) {
    Table table{"", {{"", "name"}, {"", "round"}}, {}, {}};
    add_system_columns(table, systems);
    for (int round = 1; round <= last_round(systems); ++round) {
        add_group_rows(table, systems, grouping, round, 6, {std::to_string(round)});
    }
    return table;
}

template <typename Render>
std::string render_all(const Systems& systems, Render render) {
    std::string text = render(context_table(systems.front().report));
    for (const Table& table : comparison_tables(systems)) text += "\n" + render(table);
    return text;
}

}  // namespace

std::vector<Table> comparison_tables(const std::vector<SystemReport>& systems) {
    std::vector<Table> tables = {system_table(systems), round_comparison(systems, 4)};
    std::set<int> rounds = {1, last_round(systems)};
    for (const int round : rounds) {
        for (const Grouping& grouping : groupings) tables.push_back(group_comparison(systems, grouping, round));
    }
    tables.back().notes = {
        "Dice: mean over images of the mean over an image's targets and repeats. An empty prediction of a non-empty "
        "target scores 0.",
        "'no clicks', 'no boxes', 'no text': the system takes no such prompts and is not scored there."};
    for (const SystemReport& system : systems) {
        constexpr std::size_t most = 50;
        if (system.report.skipped.empty()) continue;
        Table skipped = skipped_table(system.report.skipped, most);
        skipped.title = "Skipped by " + system.protocol.model;
        tables.push_back(std::move(skipped));
    }
    return tables;
}

std::string render_text(const std::vector<SystemReport>& systems) {
    return render_all(systems, [](const Table& table) { return render_text(table); });
}

std::string render_markdown(const std::vector<SystemReport>& systems) {
    return render_all(systems, [](const Table& table) { return render_markdown(table); });
}

void write_comparison_files(const std::filesystem::path& folder, const std::vector<SystemReport>& systems) {
    for (const SystemReport& system : systems) write_summary_files(folder / "systems" / system.folder, system.report);
    for (const Grouping& grouping : groupings) {
        write_file_atomically(folder / grouping.file, render_csv(long_comparison(systems, grouping)));
    }
    write_file_atomically(folder / "comparison_rounds.csv", render_csv(round_comparison(systems, 6)));
    write_file_atomically(folder / "summary.md", render_markdown(systems));
    write_file_atomically(folder / "summary.json", comparison_json(systems));
}

}  // namespace imis
