#include "result_files.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "imis/report/rows_csv.hpp"
#include "imis/report/summary_files.hpp"

namespace imis {
namespace {

using CountsByName = std::map<std::string, DatasetCounts>;

CountsByName planned_counts(const Plan& plan) {
    CountsByName counts;
    for (const Dataset& dataset : plan.datasets) {
        counts[dataset.name].dataset = dataset.name;
        counts[dataset.name].modality = dataset.modality;
    }
    for (const PlannedImage& image : plan.images) ++counts[plan.datasets[image.dataset].name].images_seen;
    return counts;
}

Row to_row(const StoredRound& stored) {
    const RoundResult& result = stored.result;
    return {{stored.dataset, stored.modality, stored.image, result.target, result.repeat, result.round, result.overlap},
            result.prompt,
            dice(result.overlap),
            iou(result.overlap),
            result.predicted_iou,
            result.category};
}

// Writes the rows, counts empty predictions and returns the scores.
std::vector<Score> write_rows(const std::filesystem::path& file, const ResultStore& store, CountsByName& counts) {
    std::vector<Score> scores;
    RowsCsvWriter writer(file);
    store.for_each_round([&](const StoredRound& stored) {
        Row row = to_row(stored);
        writer.write(row);
        if (row.score.overlap.predicted == 0) ++counts[row.score.dataset].empty_predictions;
        scores.push_back(std::move(row.score));
    });
    writer.close();
    return scores;
}

std::vector<SkippedItem> collect_skips(const ResultStore& store, CountsByName& counts) {
    std::vector<SkippedItem> items;
    for (const StoredSkip& skip : store.skips()) {
        DatasetCounts& count = counts[skip.dataset];
        ++(!skip.target.empty() ? count.targets_skipped
           : skip.no_target     ? count.images_without_target
                                : count.images_skipped);
        items.push_back({skip.dataset, skip.modality, skip.image, skip.target, skip.reason});
    }
    return items;
}

}  // namespace

Report write_result_files(const EvaluationOptions& options, const Plan& plan, const RunContext& context,
                          const ResultStore& store) {
    CountsByName counts = planned_counts(plan);
    Report report;
    report.context = context.identity;
    report.context.insert(report.context.end(), context.information.begin(), context.information.end());
    report.summary = summarise(write_rows(options.output / "rows.csv", store, counts));
    report.skipped = collect_skips(store, counts);
    for (auto& [name, count] : counts) report.counts.push_back(std::move(count));
    write_summary_files(options.output, report);
    return report;
}

}  // namespace imis
