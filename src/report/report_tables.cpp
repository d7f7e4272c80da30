#include <algorithm>

#include "imis/base/ascii.hpp"
#include "imis/report/challenge.hpp"
#include "imis/report/claims.hpp"
#include "imis/report/curves.hpp"
#include "imis/report/summary.hpp"
#include "imis/report/volumes.hpp"
#include "wording.hpp"

namespace imis {
namespace {

constexpr const char* empty_setting = "empty";

void keep(std::vector<Table>& tables, Table table) {
    if (!table.rows.empty()) tables.push_back(std::move(table));
}

// Whether labels decide to which group a score belongs.
bool groups_labels(const Grouping& grouping) {
    return grouping.others == not_mapped_group;
}

// The settings of one system, with how many of its predictions were empty, over all rounds.
Table counting_context_table(const Report& report) {
    Table table = context_table(report);
    std::int64_t predictions = 0;
    std::int64_t empty = 0;
    for (const RoundSummary& round : report.summary.overall.rounds) {
        predictions += round.predictions;
        empty += round.empty_predictions;
    }
    table.rows.back().back() += "; empty predictions: " + std::to_string(empty) + " of " + std::to_string(predictions);
    return table;
}

std::vector<std::string> not_mapped_notes(const Report& report) {
    if (report.not_mapped.empty()) return {};
    return {std::string(not_mapped_group) + ": " + joined(report.not_mapped)};
}

}  // namespace

Table context_table(const Report& report) {
    Table table{context_title, {{"", "Setting", Alignment::left}, {"", "Value", Alignment::left}}, {}, {}};
    for (const auto& [setting, value] : report.context) {
        // Hashes and folders of each model and data set ("dataset.NAME.sha256") are for programs: summary.json has
        // them.
        const bool is_for_people = setting.find('.') == std::string::npos && setting != empty_setting;
        if (is_for_people) table.rows.push_back({setting, value});
    }
    // Stores name it only where it is not the rule by default; readers want to know it always.
    table.rows.push_back({empty_setting, word_of(empty_words, report.summary.empty)});
    return table;
}

Table counts_table(const std::vector<DatasetCounts>& counts) {
    Table table{"Items", {{"", "Data set", Alignment::left}, {"", "Modality", Alignment::left}}, {}, {}};
    for (const char* name : {"seen", "skipped", "without target"}) table.columns.push_back({"Images", name});
    table.columns.push_back({"Targets", "skipped"});
    table.columns.push_back({"Predictions", "empty"});
    for (const DatasetCounts& count : counts) {
        table.rows.push_back({count.dataset, count.modality, std::to_string(count.images_seen),
                              std::to_string(count.images_skipped), std::to_string(count.images_without_target),
                              std::to_string(count.targets_skipped), std::to_string(count.empty_predictions)});
    }
    return table;
}

Table skipped_table(const std::vector<SkippedItem>& skipped, std::size_t limit) {
    Table table{"Skipped", {}, {}, {}};
    for (const char* name : {"Data set", "Image", "Target", "Reason"}) {
        table.columns.push_back({"", name, Alignment::left});
    }
    for (std::size_t i = 0; i < std::min(limit, skipped.size()); ++i) {
        const SkippedItem& item = skipped[i];
        table.rows.push_back({item.dataset, item.image, item.target.empty() ? "(all)" : item.target, item.reason});
    }
    if (skipped.size() > limit) {
        table.notes.push_back("and " + std::to_string(skipped.size() - limit) + " more, see summary.json");
    }
    return table;
}

std::vector<Table> report_tables(const Report& report, bool with_partial) {
    const Summary& summary = report.summary;
    std::vector<Table> tables;
    keep(tables, counting_context_table(report));
    for (const GroupedScores& scores : summary.groupings) {
        if (scores.grouping.is_partial() && !with_partial) continue;
        Table table = group_table(summary, scores);
        if (groups_labels(scores.grouping)) table.notes = not_mapped_notes(report);
        keep(tables, std::move(table));
    }
    Table rounds = round_table(summary);
    rounds.notes = report_rules(summary);
    keep(tables, std::move(rounds));
    keep(tables, volume_table(report));
    keep(tables, challenge_table({{"", report.challenge}}));
    keep(tables, curve_table(report.curves));
    keep(tables, claims_table({{"", report.claims}}));
    keep(tables, time_table({{"", report.times}}));
    keep(tables, counts_table(report.counts));
    keep(tables, skipped_table(report.skipped));
    for (Table& table : tables) table = in_words_of(report.unit, std::move(table));
    return tables;
}

std::string render_text(const Report& report) {
    return render_text(report_tables(report));
}

std::string render_markdown(const Report& report) {
    return render_markdown(report_tables(report));
}

}  // namespace imis
