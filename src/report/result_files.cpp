#include "imis/report/result_files.hpp"

#include <algorithm>
#include <map>

#include "imis/evaluation/prompts_json.hpp"
#include "imis/evaluation/run_folder.hpp"
#include "imis/report/comparison.hpp"
#include "imis/report/rows_csv.hpp"
#include "imis/report/summary.hpp"

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

// What is gathered of one system while the store is read.
struct Gathered {
    SystemProtocol protocol;
    std::vector<Score> scores;
    CountsByName counts;
    std::vector<SkippedItem> skipped;
    ModelClaims claims;
    std::vector<StoredTime> times;
};

using GatheredByModel = std::map<std::string, Gathered>;

GatheredByModel prepare(const Plan& plan, const std::vector<System>& systems) {
    GatheredByModel gathered;
    for (const System& system : systems) {
        Gathered& entry = gathered[system.name()];
        entry.protocol = {system.name(), system.policy_name(), system.history_name(), system.mask_feedback_name(),
                          system.grid_name()};
        entry.counts = planned_counts(plan);
        if (system.rounds > 0) continue;
        for (auto& [name, count] : entry.counts) count.images_seen = 0;  // it was not asked at all
    }
    return gathered;
}

Row to_row(const StoredRound& stored, const SystemProtocol& protocol) {
    const RoundResult& result = stored.result;
    return {protocol,
            {stored.dataset, stored.modality, stored.image, result.target, result.repeat, result.round, result.overlap,
             result.scores},
            result.prompt,
            result.predicted_iou,
            result.category};
}

NamedCategories named_categories(const RoundResult& round) {
    NamedCategories named{round.further_categories, round.true_category};
    if (!round.category.empty()) named.ranked.insert(named.ranked.begin(), round.category);
    return named;
}

// Writes the rows and the prompts, counts empty predictions and keeps the scores.
void write_rounds(const ResultStore& store, RowsCsvWriter& rows, PromptsJsonFiles& prompts, GatheredByModel& gathered) {
    store.for_each_round([&](const StoredRound& stored) {
        prompts.add(stored);
        Gathered& system = gathered.at(stored.model);
        Row row = to_row(stored, system.protocol);
        rows.write(row);
        if (row.score.overlap.predicted == 0) ++system.counts[row.score.dataset].empty_predictions;
        system.claims.add(row.score, row.predicted_iou, named_categories(stored.result));
        system.scores.push_back(std::move(row.score));
    });
    rows.close();
    prompts.close();
}

void collect_skips(const ResultStore& store, GatheredByModel& gathered) {
    for (const StoredSkip& skip : store.skips()) {
        Gathered& system = gathered.at(skip.model);
        DatasetCounts& count = system.counts[skip.dataset];
        ++(!skip.target.empty() ? count.targets_skipped
           : skip.no_target     ? count.images_without_target
                                : count.images_skipped);
        system.skipped.push_back({skip.dataset, skip.modality, skip.image, skip.target, skip.reason});
    }
}

SystemReport to_report(const System& system, MetricTable metrics, const RunContext& context, Gathered& gathered) {
    SystemReport report{gathered.protocol, system.folder, system.rounds, system.lacks, {}};
    report.report.context = context.identity;
    report.report.context.insert(report.report.context.end(), context.information.begin(), context.information.end());
    report.report.summary = summarise(gathered.scores, {.metrics = metrics});
    for (auto& [name, count] : gathered.counts) report.report.counts.push_back(std::move(count));
    report.report.skipped = std::move(gathered.skipped);
    report.report.curves = summarise_curves(gathered.scores, metrics, {.rounds = std::max(1, system.rounds)});
    report.report.claims = std::move(gathered.claims);
    report.report.times = summarise_times(gathered.times);
    return report;
}

}  // namespace

std::vector<SystemReport> write_result_files(const EvaluationOptions& options, const Plan& plan,
                                             const std::vector<System>& systems, const RunContext& context,
                                             const ResultStore& store) {
    GatheredByModel gathered = prepare(plan, systems);
    RowsCsvWriter rows(options.output / run_folder::rows, plan.metrics);
    PromptsJsonFiles prompts(options.output / run_folder::prompts, plan, options.split, systems);
    write_rounds(store, rows, prompts, gathered);
    collect_skips(store, gathered);
    for (const StoredTime& time : store.times()) gathered.at(time.model).times.push_back(time);
    std::vector<SystemReport> reports;
    reports.reserve(systems.size());
    for (const System& system : systems) {
        reports.push_back(to_report(system, plan.metrics, context, gathered.at(system.name())));
    }
    if (reports.size() == 1) {
        write_summary_files(options.output, reports.front().report);
    } else {
        write_comparison_files(options.output, reports);
    }
    return reports;
}

}  // namespace imis
