#include "page_data.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

#include "../wording.hpp"
#include "imis/base/error.hpp"
#include "imis/base/quantile.hpp"
#include "imis/metrics/calibration.hpp"
#include "score_statistics.hpp"

namespace imis::html {
namespace {

constexpr std::size_t most_skipped = 200;

enum class Which { first, last };

double dice_of(const ReportedCase& one, Which which) {
    return which == Which::first ? one.dice.front() : one.dice.back();
}

const char* better_word(Direction direction) {
    switch (direction) {
        case Direction::higher:
            return "higher";
        case Direction::lower:
            return "lower";
        case Direction::zero:
            return "zero";
    }
    throw Error("a metric has a direction that is not known");
}

Json runs_json(const ReportedRuns& report) {
    Json runs = Json::array();
    for (const ReportedRun& run : report.runs) {
        Json context = Json::array();
        for (const auto& [setting, value] : run.context) context.push_back({setting, value});
        runs.push_back({{"name", run.name}, {"context", std::move(context)}});
    }
    return runs;
}

Json systems_json(const ReportedRuns& report) {
    Json systems = Json::array();
    for (const ReportedSystem& system : report.systems) {
        systems.push_back({{"name", system.name},
                           {"run", system.run},
                           {"prompt", report.runs[system.run].setting("prompt")},
                           {"rounds", system.rounds}});
    }
    return systems;
}

Json metrics_json(MetricTable metrics) {
    Json result = Json::array();
    for (const Metric& metric : metrics) {
        result.push_back({{"name", metric.name},
                          {"label", metric.label},
                          {"unit", metric.unit},
                          {"decimals", metric.decimals},
                          {"better", better_word(metric.better)}});
    }
    return result;
}

Json means_json(const MetricMeans& means) {
    return {{"mean", rounded(means.image_mean)},
            {"low", means.interval ? rounded(means.interval->low) : Json()},
            {"high", means.interval ? rounded(means.interval->high) : Json()},
            {"target_mean", rounded(means.target_mean)},
            {"pooled", means.pooled ? rounded(*means.pooled) : Json()}};
}

Json quartiles_json(const std::vector<ReportedCase>& cases, int round) {
    const auto place = static_cast<std::size_t>(round - 1);
    std::vector<double> values;
    for (const ReportedCase& one : cases) {
        if (place < one.dice.size()) values.push_back(one.dice[place]);
    }
    if (values.empty()) return {nullptr, nullptr};
    std::ranges::sort(values);
    return {rounded(quantile(values, 0.25)), rounded(quantile(values, 0.75))};
}

Json overall_json(const ReportedSystem& system, EvaluationUnit unit) {
    const GroupSummary& overall = system.summary.overall;
    Json rounds = Json::array();
    for (const RoundSummary& round : overall.rounds) {
        Json metrics = Json::array();
        for (const MetricMeans& means : round.metrics) metrics.push_back(means_json(means));
        rounds.push_back({{"round", round.round},
                          {"dice", metrics.front()},
                          {"quartiles", quartiles_json(system.cases, round.round)},
                          {"metrics", metrics}});
    }
    return {{"images", overall.images},
            {"targets", overall.targets},
            {"interval", in_words_of(unit, interval_method(overall.clusters))},
            {"no_interval", interval_limits()},
            {"rounds", std::move(rounds)}};
}

Json box_json(std::vector<double> values) {
    if (values.empty()) return nullptr;
    const ScoreBox box = score_box(std::move(values));
    Json outliers = Json::array();
    for (const double value : box.outliers) outliers.push_back(rounded(value));
    return {{"n", box.count},
            {"mean", rounded(box.mean)},
            {"q1", rounded(box.lower_quartile)},
            {"median", rounded(box.median)},
            {"q3", rounded(box.upper_quartile)},
            {"low", rounded(box.low)},
            {"high", rounded(box.high)},
            {"outliers", std::move(outliers)}};
}

using Places = std::map<std::string, std::size_t>;  // of groups, by their names

// By system, by group: a box of the Dice.
Json boxes_json(const ReportedRuns& report, const Places& places, std::string ReportedCase::*group, Which which) {
    Json result = Json::array();
    for (const ReportedSystem& system : report.systems) {
        std::vector<std::vector<double>> values(places.size());
        for (const ReportedCase& one : system.cases) values[places.at(one.*group)].push_back(dice_of(one, which));
        Json boxes = Json::array();
        for (std::vector<double>& of_group : values) boxes.push_back(box_json(std::move(of_group)));
        result.push_back(std::move(boxes));
    }
    return result;
}

// Boxes by what a field of the cases says, in the order of the tables.
Json grouped_json(const ReportedRuns& report, std::string ReportedCase::*group) {
    Places places;
    for (const ReportedSystem& system : report.systems) {
        for (const ReportedCase& one : system.cases) places.emplace(one.*group, 0);
    }
    Json names = Json::array();
    for (auto& [name, place] : places) {
        place = names.size();
        names.push_back(name);
    }
    return {{"names", std::move(names)},
            {"first", boxes_json(report, places, group, Which::first)},
            {"last", boxes_json(report, places, group, Which::last)}};
}

// Data set -> its modality, of all that any system was scored on.
std::map<std::string, std::string> scored_datasets(const ReportedRuns& report) {
    std::map<std::string, std::string> datasets;
    for (const ReportedSystem& system : report.systems) {
        for (const ReportedCase& one : system.cases) datasets.emplace(one.dataset, one.modality);
    }
    return datasets;
}

const GroupSummary* dataset_summary(const ReportedSystem& system, const std::string& name) {
    const std::vector<GroupSummary>& groups = system.summary.groups("dataset");
    const auto found = std::ranges::find(groups, name, &GroupSummary::name);
    return found == groups.end() ? nullptr : &*found;
}

Json dataset_means(const ReportedSystem& system, const std::map<std::string, std::string>& datasets, Which which) {
    Json means = Json::array();
    for (const auto& [name, modality] : datasets) {
        const GroupSummary* group = dataset_summary(system, name);
        if (group == nullptr) {
            means.push_back(nullptr);
            continue;
        }
        const RoundSummary& round = which == Which::first ? group->rounds.front() : group->rounds.back();
        means.push_back(rounded(round.metrics.front().image_mean));
    }
    return means;
}

Json datasets_json(const ReportedRuns& report) {
    const std::map<std::string, std::string> datasets = scored_datasets(report);
    Json json = {{"names", Json::array()}, {"modalities", Json::array()}, {"images", Json::array()}};
    for (const auto& [name, modality] : datasets) {
        std::int64_t images = 0;
        for (const ReportedSystem& system : report.systems) {
            if (const GroupSummary* group = dataset_summary(system, name)) images = std::max(images, group->images);
        }
        json["names"].push_back(name);
        json["modalities"].push_back(modality);
        json["images"].push_back(images);
    }
    for (const auto& [field, which] : {std::pair("first", Which::first), std::pair("last", Which::last)}) {
        json[field] = Json::array();
        for (const ReportedSystem& system : report.systems) {
            json[field].push_back(dataset_means(system, datasets, which));
        }
    }
    return json;
}

Json calibration_json(const ReportedSystem& system) {
    Calibration calibration;
    for (const ReportedCase& one : system.cases) calibration.add(one.predicted_iou, one.iou);
    Json bins = Json::array();
    for (const CalibrationBin& bin : calibration.bins()) {
        if (bin.count == 0) continue;
        bins.push_back({{"low", rounded(bin.low)},
                        {"high", rounded(bin.high)},
                        {"n", bin.count},
                        {"predicted", rounded(bin.mean_predicted)},
                        {"measured", rounded(bin.mean_true)}});
    }
    const double error = calibration.count() == 0 ? 0 : calibration.expected_error();
    return {{"n", calibration.count()}, {"ece", rounded(error)}, {"bins", std::move(bins)}};
}

Json counts_json(const ReportedRuns& report) {
    Json result = Json::array();
    for (std::size_t place = 0; place < report.systems.size(); ++place) {
        for (const DatasetCounts& counts : report.systems[place].counts) {
            result.push_back({{"system", place},
                              {"dataset", counts.dataset},
                              {"modality", counts.modality},
                              {"images", counts.images_seen},
                              {"skipped", counts.images_skipped},
                              {"without_target", counts.images_without_target},
                              {"targets_skipped", counts.targets_skipped},
                              {"empty_predictions", counts.empty_predictions}});
        }
    }
    return result;
}

Json skipped_json(const ReportedRuns& report) {
    Json items = Json::array();
    std::size_t total = 0;
    for (std::size_t place = 0; place < report.systems.size(); ++place) {
        for (const SkippedItem& item : report.systems[place].skipped) {
            if (++total > most_skipped) continue;
            items.push_back({{"system", place},
                             {"dataset", item.dataset},
                             {"image", item.image},
                             {"target", item.target.empty() ? Json() : Json(item.target)},
                             {"reason", item.reason}});
        }
    }
    return {{"total", total}, {"items", std::move(items)}};
}

}  // namespace

Json rounded(double value) {
    if (!std::isfinite(value)) return nullptr;
    constexpr double millionths = 1e6;
    const double nearest = std::round(value * millionths) / millionths;
    return nearest == 0 ? 0.0 : nearest;  // not -0
}

std::string embedded(const Json& json) {
    const std::string text = json.dump(-1, ' ', false, Json::error_handler_t::replace);
    std::string safe;
    safe.reserve(text.size());
    // A '<' stands in strings alone, where it may be written so; no markup can then end the element.
    for (const char character : text) {
        if (character == '<') {
            safe += "\\u003c";
        } else {
            safe += character;
        }
    }
    return safe;
}

Json figures_json(const ReportedRuns& report) {
    Json json;
    json["schema"] = 1;
    json["unit"] = word_of(evaluation_unit_words, report.unit);
    json["runs"] = runs_json(report);
    json["systems"] = systems_json(report);
    json["metrics"] = metrics_json(report.metrics);
    json["overall"] = Json::array();
    json["calibration"] = Json::array();
    for (const ReportedSystem& system : report.systems) {
        json["overall"].push_back(overall_json(system, report.unit));
        json["calibration"].push_back(calibration_json(system));
    }
    json["modalities"] = grouped_json(report, &ReportedCase::modality);
    json["datasets"] = datasets_json(report);
    json["sizes"] = grouped_json(report, &ReportedCase::size);
    json["counts"] = counts_json(report);
    json["skipped"] = skipped_json(report);
    return json;
}

}  // namespace imis::html
