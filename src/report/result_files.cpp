#include "imis/report/result_files.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "imis/data/target_place.hpp"
#include "imis/evaluation/prompts_json.hpp"
#include "imis/evaluation/run_folder.hpp"
#include "imis/report/comparison.hpp"
#include "imis/report/rows_csv.hpp"
#include "imis/report/summary.hpp"
#include "stored_score.hpp"

namespace imis {
namespace {

using CountsByName = std::map<std::string, DatasetCounts>;

CountsByName planned_counts(const Plan& plan) {
    CountsByName counts;
    for (const Dataset& dataset : plan.datasets) {
        counts[dataset.name].dataset = dataset.name;
        counts[dataset.name].modality = dataset.modality;
    }
    for (const PlannedVolume& volume : plan.volumes) ++counts[plan.datasets[volume.dataset].name].images_seen;
    if (!plan.volumes.empty()) return counts;
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

NamedCategories categories_of(const RoundResult& round) {
    NamedCategories named{round.further_categories, round.true_category};
    if (!round.category.empty()) named.ranked.insert(named.ranked.begin(), round.category);
    return named;
}

Row to_row(const StoredRound& stored, const SystemProtocol& protocol) {
    const RoundResult& result = stored.result;
    return {protocol,     to_score(stored), result.prompt, result.predicted_iou, categories_of(result),
            stored.width, stored.height,    stored.slices};
}

// Counts an empty prediction, and keeps the score and what the model claims: of slices, it says nothing of a volume.
void keep(Gathered& system, const StoredRound& stored, Score score) {
    const RoundResult& result = stored.result;
    if (score.overlap.predicted == 0) ++system.counts[score.dataset].empty_predictions;
    if (stored.slices == 0) system.claims.add(score, result.predicted_iou, categories_of(result));
    system.scores.push_back(std::move(score));
}

// Writes the rows and the prompts, and keeps the scores.
void write_rounds(const ResultStore& store, RowsCsvWriter& rows, PromptsJsonFiles& prompts, GatheredByModel& gathered) {
    store.for_each_round([&](const StoredRound& stored) {
        if (stored.slices == 0) prompts.add(stored);  // they are for single images
        Gathered& system = gathered.at(stored.model);
        Row row = to_row(stored, system.protocol);
        rows.write(row);
        keep(system, stored, std::move(row.score));
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

std::vector<std::string> labels_without_place(const std::vector<Score>& scores) {
    std::set<std::string> labels;
    for (const Score& score : scores) {
        if (score.anatomical_group.empty()) labels.insert(score.target);
    }
    return {labels.begin(), labels.end()};
}

// A report without its content.
SystemReport empty_report(const System& system, const Gathered& gathered) {
    return {gathered.protocol, system.folder, system.rounds, system.lacks, {}};
}

// The figures that the run's protocol asks for beside those of every run.
ChallengeSummary challenge_of(const RunContext& context, MetricTable metrics, const Gathered& gathered, int rounds) {
    const std::string figures = context.setting("figures");
    if (figures != word_of(round_figure_words, RoundFigures::cvpr25)) return {};
    return summarise_challenge(gathered.scores, metrics, rounds);
}

SystemReport filled(SystemReport report, MetricTable metrics, EmptyRule empty, const RunContext& context,
                    Gathered& gathered) {
    report.report.context = context.identity;
    report.report.context.insert(report.report.context.end(), context.information.begin(), context.information.end());
    const std::string unit = context.setting("unit");
    report.report.unit = find_choice(evaluation_unit_words, unit).value_or(EvaluationUnit::slice);
    report.report.summary = summarise(gathered.scores, {.metrics = metrics, .empty = empty});
    report.report.not_mapped = labels_without_place(gathered.scores);
    for (auto& [name, count] : gathered.counts) report.report.counts.push_back(std::move(count));
    report.report.skipped = std::move(gathered.skipped);
    report.report.curves = summarise_curves(gathered.scores, metrics, {.rounds = std::max(1, report.rounds)});
    if (report.report.unit == EvaluationUnit::slice) report.report.volumes = pool_volumes(gathered.scores);
    report.report.challenge = challenge_of(context, metrics, gathered, report.rounds);
    report.report.claims = std::move(gathered.claims);
    report.report.times = summarise_times(gathered.times);
    return report;
}

// Of several systems each has a hash under its own name, in the order of the command line.
std::vector<std::string> system_names(const RunContext& context) {
    constexpr std::string_view prefix = "model.sha256.";
    std::vector<std::string> names;
    for (const auto& [name, value] : context.identity) {
        if (name.starts_with(prefix)) names.push_back(name.substr(prefix.size()));
    }
    return names.empty() ? std::vector{context.setting("model")} : names;
}

MetricTable stored_metrics(const RunContext& context, const std::string& wanted) {
    const std::string measured = context.setting("metrics");
    const LengthUnit unit = stored_unit(context.setting("lengths"));
    std::string names = measured;
    std::erase(names, ' ');
    const MetricTable all = choose_metrics(names, unit);
    if (wanted.empty()) return all;
    const MetricTable chosen = choose_metrics(wanted, unit);
    for (const Metric& metric : chosen) {
        if (std::ranges::none_of(all, [&](const Metric& other) { return other.name == metric.name; })) {
            throw UsageError("metric '" + std::string(metric.name) + "' was not measured; the run has " + measured,
                             {"metrics"});
        }
    }
    return chosen;
}

// The run's reports without their content.
std::vector<SystemReport> stored_systems(const RunContext& context) {
    const std::vector<std::string> names = system_names(context);
    std::vector<SystemReport> systems;
    for (const std::string& name : names) {
        const bool single = names.size() == 1;
        const auto of = [&](const std::string& what) { return context.setting(single ? what : what + "." + name); };
        const std::string rounds = context.setting(single ? "rounds" : "model.rounds." + name);
        systems.push_back({{name, of("policy"), of("history"), of("mask_feedback"), of("grid")},
                           single ? "" : run_folder::system_folder(name),
                           rounds.empty() ? 0 : std::stoi(rounds),
                           context.setting("model.lacks." + name),
                           {}});
    }
    return systems;
}

// Everything of the store but the reports' heads.
GatheredByModel gather(const ResultStore& store, const std::vector<SystemReport>& systems) {
    GatheredByModel gathered;
    for (const SystemReport& system : systems) gathered[system.protocol.model].protocol = system.protocol;
    for (const StoredImages& images : store.images()) {
        gathered.at(images.model).counts[images.dataset] = {images.dataset, images.modality, images.images};
    }
    store.for_each_round([&](const StoredRound& stored) {
        Gathered& system = gathered.at(stored.model);
        keep(system, stored, to_score(stored));
    });
    collect_skips(store, gathered);
    for (const StoredTime& time : store.times()) gathered.at(time.model).times.push_back(time);
    return gathered;
}

}  // namespace

std::vector<SystemReport> read_reports(const std::filesystem::path& folder, const std::string& metrics) {
    RunContext context = ResultStore(folder, MetricTable{}).context();
    const MetricTable table = stored_metrics(context, metrics);
    const ResultStore store(folder, table);
    std::vector<SystemReport> reports = stored_systems(context);
    GatheredByModel gathered = gather(store, reports);
    std::erase_if(context.identity,
                  [](const auto& entry) { return entry.first == "metrics"; });  // the tables show them
    const EmptyRule empty = stored_empty_rule(context.setting("empty"));
    for (SystemReport& report : reports) {
        Gathered& entry = gathered.at(report.protocol.model);
        report = filled(std::move(report), table, empty, context, entry);
    }
    return reports;
}

std::vector<SystemReport> write_result_files(const EvaluationOptions& options, const Plan& plan,
                                             const std::vector<System>& systems, const RunContext& context,
                                             const ResultStore& store) {
    GatheredByModel gathered = prepare(plan, systems);
    RowsCsvWriter rows(options.output / run_folder::rows, plan.metrics, options.unit);
    PromptsJsonFiles prompts(options.output / run_folder::prompts, plan, options.split, systems);
    write_rounds(store, rows, prompts, gathered);
    collect_skips(store, gathered);
    for (const StoredTime& time : store.times()) gathered.at(time.model).times.push_back(time);
    std::vector<SystemReport> reports;
    reports.reserve(systems.size());
    for (const System& system : systems) {
        Gathered& entry = gathered.at(system.name());
        reports.push_back(filled(empty_report(system, entry), plan.metrics, options.empty, context, entry));
    }
    if (reports.size() == 1) {
        write_summary_files(options.output, reports.front().report);
    } else {
        write_comparison_files(options.output, reports);
    }
    return reports;
}

}  // namespace imis
