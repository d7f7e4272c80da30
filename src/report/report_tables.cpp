#include <algorithm>

#include "imis/report/summary_tables.hpp"

namespace imis {
namespace {

constexpr std::size_t most_skipped_items = 50;

// In the summary the rules stand with the figures, so that nobody has to guess them.
std::vector<std::string> rules() {
    return {
        "image mean: mean over images of the mean over an image's targets and repeats. "
        "target mean: mean over all targets and repeats.",
        "pooled: from the pixel counts of all targets and repeats together. "
        "data set mean: mean over data sets of their image means.",
        "95% CI: percentile bootstrap over images, of the image mean; a single image has no width.",
        "An empty prediction of a non-empty target scores 0.",
    };
}

void keep(std::vector<Table>& tables, Table table) {
    if (!table.rows.empty()) tables.push_back(std::move(table));
}

}  // namespace

Table context_table(const Report& report) {
    Table table{"Run", {{"", "Setting", Alignment::left}, {"", "Value", Alignment::left}}, {}, {}};
    for (const auto& [setting, value] : report.context) {
        // Hashes and folders of each model and data set ("dataset.NAME.sha256") are for programs: summary.json has them.
        if (setting.find('.') == std::string::npos) table.rows.push_back({setting, value});
    }
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

std::vector<Table> report_tables(const Report& report) {
    const Summary& summary = report.summary;
    std::vector<Table> tables;
    keep(tables, context_table(report));
    keep(tables, group_table("Scores by modality", "Modality", summary.modalities, &summary.overall));
    keep(tables, group_table("Scores by data set", "Data set", summary.datasets, &summary.overall));
    keep(tables, group_table("Scores by target", "Target", summary.targets, nullptr));
    Table rounds = round_table(summary);
    rounds.notes = rules();
    keep(tables, std::move(rounds));
    keep(tables, counts_table(report.counts));
    keep(tables, skipped_table(report.skipped, most_skipped_items));
    return tables;
}

std::string render_text(const Report& report) {
    std::string text;
    for (const Table& table : report_tables(report)) text += (text.empty() ? "" : "\n") + render_text(table);
    return text;
}

std::string render_markdown(const Report& report) {
    std::string markdown;
    for (const Table& table : report_tables(report))
        markdown += (markdown.empty() ? "" : "\n") + render_markdown(table);
    return markdown;
}

}  // namespace imis
