#include "imis/report/summary_files.hpp"

#include "imis/base/files.hpp"
#include "number_text.hpp"

namespace imis {
namespace {

void append_means(std::vector<std::string>& row, const MetricMeans& means) {
    for (const double value :
         {means.image_mean, means.interval.low, means.interval.high, means.target_mean, means.pooled}) {
        row.push_back(fixed(value, 6));
    }
}

}  // namespace

Table csv_table(const std::vector<GroupSummary>& groups) {
    Table table;
    for (const char* name : {"name", "modality", "images", "targets", "round"}) table.columns.push_back({"", name});
    for (const std::string metric : {"dice", "iou"}) {
        for (const char* mean : {"_image_mean", "_low", "_high", "_target_mean", "_pooled"}) {
            table.columns.push_back({"", metric + mean});
        }
    }
    for (const GroupSummary& group : groups) {
        for (const RoundSummary& round : group.rounds) {
            std::vector<std::string> row = {group.name, group.modality, std::to_string(group.images),
                                            std::to_string(group.targets), std::to_string(round.round)};
            append_means(row, round.dice);
            append_means(row, round.iou);
            table.rows.push_back(std::move(row));
        }
    }
    return table;
}

void write_summary_files(const std::filesystem::path& folder, const Report& report) {
    const auto write_groups = [&](const char* name, const std::vector<GroupSummary>& groups) {
        write_file_atomically(folder / name, render_csv(csv_table(groups)));
    };
    const Summary& summary = report.summary;
    write_groups("summary_overall.csv", {summary.overall});
    write_groups("summary_modalities.csv", summary.modalities);
    write_groups("summary_datasets.csv", summary.datasets);
    write_groups("summary_targets.csv", summary.targets);
    write_file_atomically(folder / "summary.md", render_markdown(report));
    write_file_atomically(folder / "summary.json", summary_json(report));
}

}  // namespace imis
