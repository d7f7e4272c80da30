#include <algorithm>
#include <cctype>
#include <optional>
#include <set>
#include <utility>

#include "imis/base/ascii.hpp"
#include "imis/report/paper.hpp"
#include "wording.hpp"

namespace imis {
namespace {

constexpr int percent_decimals = 2;
constexpr const char* none = "-";

// What a row of a published table is of.
struct PublishedRow {
    std::string group;
    std::string prompt;
    int rounds = 1;

    bool operator==(const PublishedRow&) const = default;
};

std::string letters_and_digits(const std::string& name) {
    std::string kept;
    for (const char letter : lower_ascii(name)) {
        if (std::isalnum(static_cast<unsigned char>(letter)) != 0) kept += letter;
    }
    return kept;
}

// The kinds of a first prompt whatever their order: "text+point" is "point+text".
std::multiset<std::string> kinds_of(const std::string& prompt) {
    std::multiset<std::string> kinds;
    std::string kind;
    for (const char letter : prompt + "+") {
        if (letter != '+') {
            kind += letter;
        } else {
            kinds.insert(std::exchange(kind, ""));
        }
    }
    return kinds;
}

std::string context_value(const Report& report, const std::string& name) {
    for (const auto& [setting, value] : report.context) {
        if (setting == name) return value;
    }
    return "";
}

// The names of the measured systems and the published systems, each once, in their order.
std::vector<std::string> measured_systems(const std::vector<ReportedRun>& runs) {
    std::vector<std::string> names;
    for (const ReportedRun& run : runs) {
        for (const SystemReport& system : run.systems) {
            if (std::ranges::find(names, system.protocol.model) == names.end()) names.push_back(system.protocol.model);
        }
    }
    return names;
}

std::vector<std::string> published_systems(const PublishedTable& table) {
    std::vector<std::string> names;
    for (const PublishedFigure& figure : table.figures) {
        if (std::ranges::find(names, figure.system) == names.end()) names.push_back(figure.system);
    }
    return names;
}

std::vector<PublishedRow> rows_of(const PublishedTable& table) {
    std::vector<PublishedRow> rows;
    for (const PublishedFigure& figure : table.figures) {
        const PublishedRow row{figure.group, figure.prompt, figure.rounds};
        if (std::ranges::find(rows, row) == rows.end()) rows.push_back(row);
    }
    return rows;
}

std::optional<double> published(const PublishedTable& table, const PublishedRow& row, const std::string& system) {
    for (const PublishedFigure& figure : table.figures) {
        if (figure.system == system && PublishedRow{figure.group, figure.prompt, figure.rounds} == row) {
            return figure.value;
        }
    }
    return std::nullopt;
}

class PaperComparison {
public:
    PaperComparison(const Paper& paper, const PublishedTable& table, const std::vector<ReportedRun>& runs)
        : paper_(paper), published_(table), runs_(runs), systems_(measured_systems(runs)) {}

    [[nodiscard]] Table table() const {
        Table table{"Published: " + published_.title, {}, {}, {"Published figures: " + published_.source + "."}};
        add_columns(table);
        for (const PublishedRow& row : rows_of(published_)) table.rows.push_back(cells(row));
        if (published_.by == "overall") table.notes.push_back(measured_data());
        return table;
    }

private:
    void add_columns(Table& table) const {
        for (const std::string& name : {heading_of_group(), std::string("Prompt"), std::string("Round")}) {
            table.columns.push_back({"", name, Alignment::left});
        }
        for (const std::string& system : published_systems(published_)) {
            table.columns.push_back({"published", system, Alignment::right, true});
        }
        for (const std::string& system : systems_) {
            table.columns.push_back({"measured", system, Alignment::right, true});
        }
        for (const std::string& system : systems_) {
            table.columns.push_back({"measured - published", system + " - " + counterpart(system)});
        }
        const auto metric = std::ranges::find_if(
            all_metrics(), [&](const Metric& candidate) { return candidate.name == published_.metric; });
        table.better = metric->better;  // read_paper() knows the metric
    }

    [[nodiscard]] std::string heading_of_group() const {
        for (const Grouping& grouping : standard_groupings()) {
            if (grouping.name == published_.by) return std::string(grouping.heading);
        }
        return "Data";
    }

    [[nodiscard]] std::vector<std::string> cells(const PublishedRow& row) const {
        std::vector<std::string> cells = {row.group, row.prompt, std::to_string(row.rounds)};
        for (const std::string& system : published_systems(published_)) {
            cells.push_back(text(published(published_, row, system)));
        }
        std::vector<std::string> differences;
        for (const std::string& system : systems_) {
            const auto value = measured(row, system);
            const auto other = published(published_, row, counterpart(system));
            cells.push_back(text(value));
            differences.push_back(value && other ? signed_text(*value - *other) : none);
        }
        cells.insert(cells.end(), differences.begin(), differences.end());
        return cells;
    }

    // The published system that a measured one is compared with.
    [[nodiscard]] std::string counterpart(const std::string& model) const {
        const std::vector<std::string> known = published_systems(published_);
        for (const auto& [system, models] : paper_.systems) {
            const auto is_model = [&](const std::string& name) {
                return letters_and_digits(name) == letters_and_digits(model);
            };
            const bool in_table = std::ranges::find(known, system) != known.end();
            if (in_table && (is_model(system) || std::ranges::any_of(models, is_model))) return system;
        }
        return published_.reference;
    }

    [[nodiscard]] std::optional<double> measured(const PublishedRow& row, const std::string& model) const {
        for (const ReportedRun& run : runs_) {
            for (const SystemReport& system : run.systems) {
                if (system.protocol.model != model) continue;
                if (system.report.unit != EvaluationUnit::slice) continue;  // papers have scores of slices
                if (kinds_of(context_value(system.report, "prompt")) != kinds_of(row.prompt)) continue;
                if (const auto value = measured(row, system.report.summary)) return value;
            }
        }
        return std::nullopt;
    }

    [[nodiscard]] std::optional<double> measured(const PublishedRow& row, const Summary& summary) const {
        const GroupSummary* group = group_of(row, summary);
        if (group == nullptr) return std::nullopt;
        for (const RoundSummary& round : group->rounds) {
            if (round.round != row.rounds) continue;
            for (std::size_t i = 0; i < summary.metrics.size(); ++i) {
                if (summary.metrics[i].name != published_.metric) continue;
                return round.metrics[i].image_mean * (published_.percent ? 100 : 1);
            }
        }
        return std::nullopt;
    }

    [[nodiscard]] const GroupSummary* group_of(const PublishedRow& row, const Summary& summary) const {
        if (published_.by == "overall") return &summary.overall;
        std::set<std::string> names = {letters_and_digits(row.group)};
        const auto others = paper_.groups.find(row.group);
        if (others != paper_.groups.end()) {
            for (const std::string& name : others->second) names.insert(letters_and_digits(name));
        }
        for (const GroupSummary& group : summary.groups(published_.by)) {
            if (names.contains(letters_and_digits(group.name))) return &group;
        }
        return nullptr;
    }

    // A mean over all scores is that of the paper only on the paper's data.
    [[nodiscard]] std::string measured_data() const {
        std::set<std::string> names;
        for (const ReportedRun& run : runs_) {
            for (const SystemReport& system : run.systems) {
                for (const GroupSummary& group : system.report.summary.groups("dataset")) names.insert(group.name);
            }
        }
        return "Measured on " + joined(names) + "; the published figures are means over the paper's own test sets.";
    }

    [[nodiscard]] int decimals() const { return published_.percent ? percent_decimals : 4; }

    [[nodiscard]] std::string text(std::optional<double> value) const {
        return value ? fixed(*value, decimals()) : none;
    }

    [[nodiscard]] std::string signed_text(double difference) const {
        const std::string text = fixed(difference, decimals());
        return text.starts_with('-') ? text : "+" + text;
    }

    const Paper& paper_;
    const PublishedTable& published_;
    const std::vector<ReportedRun>& runs_;
    std::vector<std::string> systems_;
};

}  // namespace

std::vector<Table> paper_tables(const Paper& paper, const std::vector<ReportedRun>& runs) {
    std::vector<Table> tables;
    for (const PublishedTable& published : paper.tables) {
        tables.push_back(PaperComparison(paper, published, runs).table());
    }
    if (tables.empty()) return tables;
    tables.back().notes.push_back("Published in: " + paper.title + ".");
    for (const std::string& statement : paper.statements) tables.back().notes.push_back(statement);
    return tables;
}

}  // namespace imis
