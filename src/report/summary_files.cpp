#include "imis/base/files.hpp"
#include "imis/evaluation/run_folder.hpp"
#include "imis/report/challenge.hpp"
#include "imis/report/claims.hpp"
#include "imis/report/curves.hpp"
#include "imis/report/summary.hpp"
#include "imis/report/volumes.hpp"
#include "wording.hpp"

namespace imis {
namespace {

void add_metric_columns(Table& table, const Metric& metric) {
    const std::string name(metric.name);
    for (const char* mean : {"_image_mean", "_low", "_high", "_target_mean"})
        table.columns.push_back({"", name + mean});
    if (has_pooled_value(metric)) table.columns.push_back({"", name + "_pooled"});
}

void add_means(std::vector<std::string>& row, const MetricMeans& means) {
    row.push_back(fixed(means.image_mean, file_decimals));
    row.push_back(means.interval ? fixed(means.interval->low, file_decimals) : "");
    row.push_back(means.interval ? fixed(means.interval->high, file_decimals) : "");
    row.push_back(fixed(means.target_mean, file_decimals));
    if (means.pooled) row.push_back(fixed(*means.pooled, file_decimals));
}

}  // namespace

Table csv_table(MetricTable metrics, const std::vector<GroupSummary>& groups) {
    Table table;
    for (const char* name : {"name", "modality", "images", "targets", "round", "empty_predictions"}) {
        table.columns.push_back({"", name});
    }
    for (const Metric& metric : metrics) add_metric_columns(table, metric);
    for (const GroupSummary& group : groups) {
        for (const RoundSummary& round : group.rounds) {
            std::vector<std::string> row = {group.name,
                                            group.modality,
                                            std::to_string(group.images),
                                            std::to_string(group.targets),
                                            std::to_string(round.round),
                                            std::to_string(round.empty_predictions)};
            for (const MetricMeans& means : round.metrics) add_means(row, means);
            table.rows.push_back(std::move(row));
        }
    }
    return table;
}

void write_summary_files(const std::filesystem::path& folder, const Report& report) {
    const Summary& summary = report.summary;
    const auto write_groups = [&](const std::string& name, const std::vector<GroupSummary>& groups) {
        write_file_atomically(folder / name, render_csv(csv_table(summary.metrics, groups)));
    };
    write_groups(run_folder::overall_csv, {summary.overall});
    for (const GroupedScores& scores : summary.groupings) {
        if (scores.grouping.is_partial() && scores.groups.empty()) continue;
        write_groups(run_folder::summary_csv(scores.grouping.plural), scores.groups);
    }
    const auto write_table = [&](const char* name, const Table& table) {
        if (!table.rows.empty()) write_file_atomically(folder / name, render_csv(table));
    };
    write_table(run_folder::curves_csv, curve_file(report.curves));
    write_table(run_folder::volumes_csv, volume_file(report.volumes));
    write_table(run_folder::challenge_csv, challenge_file(report.challenge));
    write_table(run_folder::claims_csv, claims_file(report.claims));
    write_table(run_folder::calibration_csv, calibration_file(report.claims));
    write_file_atomically(folder / run_folder::summary_markdown, render_markdown(report));
    write_file_atomically(folder / run_folder::summary_json, summary_json(report));
}

}  // namespace imis
