#include "reported_runs.hpp"

#include <algorithm>
#include <set>

#include "../stored_score.hpp"
#include "imis/base/ascii.hpp"
#include "imis/base/error.hpp"
#include "imis/evaluation/store.hpp"

namespace imis::html {
namespace {

namespace fs = std::filesystem;

constexpr const char* first_metric = "dice";

std::string joined_names(const std::vector<std::string>& names) {
    std::string text;
    for (const std::string& name : names) text += (text.empty() ? "" : ",") + name;
    return text;
}

ReportedRun read_context(const fs::path& folder) {
    const ResultStore store(folder, {});
    const RunContext context = store.context();
    ReportedRun run{folder, fs::weakly_canonical(folder).filename().string(), context.identity};
    run.context.insert(run.context.end(), context.information.begin(), context.information.end());
    return run;
}

std::vector<ReportedRun> read_contexts(std::span<const fs::path> folders) {
    if (folders.empty()) throw UsageError("a report needs the output folder of a run, or of several");
    std::vector<ReportedRun> runs;
    std::set<fs::path> seen;
    for (const fs::path& folder : folders) {
        if (!seen.insert(fs::weakly_canonical(folder)).second) {
            throw UsageError(folder.string() + ": is named twice; name every run once");
        }
        runs.push_back(read_context(folder));
        if (runs.back().setting("unit") != runs.front().setting("unit")) {
            throw UsageError(folder.string() + " and " + folders.front().string() +
                             ": one was evaluated by volumes, the other by slices, and their scores don't go together; "
                             "report each on its own");
        }
    }
    return runs;
}

// The metrics other than Dice that all runs have measured, in the order of the first. Dice comes from the pixel counts,
// which every store has.
std::vector<std::string> other_metrics(const std::vector<ReportedRun>& runs) {
    std::vector<std::string> names = split_list(runs.front().setting("metrics"));
    std::erase(names, first_metric);
    for (const ReportedRun& run : runs) {
        const std::vector<std::string> measured = split_list(run.setting("metrics"));
        std::erase_if(names,
                      [&](const std::string& name) { return std::ranges::find(measured, name) == measured.end(); });
    }
    return names;
}

// One system while its store is read.
struct Gathering {
    ReportedSystem system;
    std::vector<Score> scores;
    std::map<std::string, DatasetCounts> counts;
    std::set<std::pair<std::string, std::string>> images;  // data set and name
};

bool same_case(const ReportedCase& one, const StoredRound& round) {
    return one.dataset == round.dataset && one.image == round.image && one.target == round.result.target &&
           one.repeat == round.result.repeat;
}

void add_to_cases(std::vector<ReportedCase>& cases, const StoredRound& round, const Score& score) {
    if (cases.empty() || !same_case(cases.back(), round)) {
        ReportedCase& started = cases.emplace_back();
        started.dataset = round.dataset;
        started.modality = round.modality;
        started.image = round.image;
        started.target = round.result.target;
        started.repeat = round.result.repeat;
        started.pixels = round.result.overlap.target;
        started.size = standard_grouping("target_size").key(score);
    }
    ReportedCase& last = cases.back();
    last.dice.push_back(dice(round.result.overlap));
    last.iou = iou(round.result.overlap);
    last.predicted_iou = round.result.predicted_iou;
}

DatasetCounts& counts_of(Gathering& gathering, const std::string& dataset, const std::string& modality) {
    DatasetCounts& counts = gathering.counts[dataset];
    counts.dataset = dataset;
    counts.modality = modality;
    return counts;
}

void add_round(Gathering& gathering, const StoredRound& round) {
    const RoundResult& result = round.result;
    Score& score = gathering.scores.emplace_back(to_score(round));
    add_to_cases(gathering.system.cases, round, score);
    gathering.system.rounds = std::max(gathering.system.rounds, result.round);
    score.values.insert(score.values.begin(), dice(result.overlap));
    DatasetCounts& counts = counts_of(gathering, round.dataset, round.modality);
    if (gathering.images.emplace(round.dataset, round.image).second) ++counts.images_seen;
    if (result.overlap.predicted == 0) ++counts.empty_predictions;
}

void add_skip(Gathering& gathering, const StoredSkip& skip) {
    DatasetCounts& counts = counts_of(gathering, skip.dataset, skip.modality);
    if (skip.target.empty()) {
        ++counts.images_seen;
        ++(skip.no_target ? counts.images_without_target : counts.images_skipped);
    } else {
        ++counts.targets_skipped;
    }
    gathering.system.skipped.push_back({skip.dataset, skip.modality, skip.image, skip.target, skip.reason});
}

// The systems of one run in the order of its context.
std::vector<ReportedSystem> read_systems(const ReportedRun& run, std::size_t place, MetricTable stored,
                                         MetricTable metrics) {
    const ResultStore store(run.folder, stored);
    std::map<std::string, Gathering> gathered;
    store.for_each_round([&](const StoredRound& round) { add_round(gathered[round.model], round); });
    if (gathered.empty()) {
        throw Error(run.folder.string() + ": the results hold no rounds to report; evaluate at least one image");
    }
    for (const StoredSkip& skip : store.skips()) add_skip(gathered[skip.model], skip);
    const std::vector<std::string> order = split_list(run.setting("model"));
    std::vector<ReportedSystem> systems;
    for (auto& [model, gathering] : gathered) {
        ReportedSystem& system = systems.emplace_back(std::move(gathering.system));
        system.name = system.model = model;
        system.run = place;
        system.summary =
            summarise(gathering.scores, {.metrics = metrics, .empty = stored_empty_rule(run.setting("empty"))});
        for (auto& [dataset, counts] : gathering.counts) system.counts.push_back(std::move(counts));
    }
    std::ranges::stable_sort(systems, {}, [&](const ReportedSystem& system) {
        return std::ranges::find(order, system.model) - order.begin();
    });
    return systems;
}

// Systems of several runs that share a name are told apart by their run, and where runs share theirs by a number.
void make_names_unique(ReportedRuns& report) {
    std::map<std::string, int> uses;
    for (const ReportedSystem& system : report.systems) ++uses[system.model];
    std::map<std::string, int> given;
    for (ReportedSystem& system : report.systems) {
        if (uses[system.model] > 1) system.name.append(" (").append(report.runs[system.run].name).append(")");
        const int number = ++given[system.name];
        if (number > 1) system.name += " " + std::to_string(number);
    }
}

}  // namespace

std::string ReportedRun::setting(const std::string& setting) const {
    const auto found = std::ranges::find(context, setting, &std::pair<std::string, std::string>::first);
    return found == context.end() ? "" : found->second;
}

ReportedRuns read_reported_runs(std::span<const fs::path> folders) {
    ReportedRuns report;
    report.runs = read_contexts(folders);
    report.unit =
        find_choice(evaluation_unit_words, report.runs.front().setting("unit")).value_or(EvaluationUnit::slice);
    const std::vector<std::string> others = other_metrics(report.runs);
    const LengthUnit unit = stored_unit(report.runs.front().setting("lengths"));
    const MetricTable stored = others.empty() ? MetricTable() : choose_metrics(joined_names(others), unit);
    report.metrics = choose_metrics(others.empty() ? first_metric : first_metric + ("," + joined_names(others)), unit);
    for (std::size_t place = 0; place < report.runs.size(); ++place) {
        for (ReportedSystem& system : read_systems(report.runs[place], place, stored, report.metrics)) {
            report.systems.push_back(std::move(system));
        }
    }
    make_names_unique(report);
    return report;
}

}  // namespace imis::html
