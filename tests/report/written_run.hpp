// The files of small runs of made results, under tables of metrics that may be longer than the program's.
#pragma once

#include <algorithm>

#include <nlohmann/json.hpp>

#include "catch.hpp"
#include "imis/base/csv.hpp"
#include "imis/base/files.hpp"
#include "imis/base/temporary_folder.hpp"
#include "imis/evaluation/run_folder.hpp"
#include "imis/report/result_files.hpp"

namespace imis {

// A metric that the program does not have: it needs masks, is worse the higher it is, and has a unit.
inline const Metric distance_metric{.name = "hd",
                                    .label = "HD",
                                    .unit = "mm",
                                    .decimals = 1,
                                    .better = Direction::lower,
                                    .in_full = true,
                                    .empty = {.prediction = 100.0, .target = 100.0, .both = 0.0},
                                    .formula = MaskFormula([](const MaskComparison&) { return 5.0; })};

inline std::vector<Metric> longer_table() {
    std::vector<Metric> metrics(standard_metrics().begin(), standard_metrics().end());
    metrics.push_back(distance_metric);
    return metrics;
}

inline Plan small_plan() {
    Plan plan;
    for (const char* name : {"abdomen", "head"}) {
        Dataset dataset;
        dataset.name = name;
        dataset.modality = name == std::string("head") ? "MR" : "CT";
        for (const std::string image : {"a", "b"}) {
            DatasetItem item;
            item.image = "image/" + image + ".png";
            item.name = image;
            dataset.test.push_back(item);
        }
        plan.datasets.push_back(dataset);
    }
    plan.images = {{0, 0}, {0, 1}, {1, 0}, {1, 1}};
    return plan;
}

inline System system_called(const std::string& name, bool only_one) {
    System system;
    system.bundle.manifest.name = name;
    system.rounds = 2;
    system.folder = only_one ? "" : name;
    return system;
}

// One target and two rounds of every image but the last, which was skipped; extra: the value of a third metric.
inline ImageResult result_of(const System& system, const Plan& plan, std::size_t index, std::optional<double> extra) {
    const PlannedImage& planned = plan.images[index];
    const Dataset& dataset = plan.datasets[planned.dataset];
    ImageResult result;
    result.model = system.name();
    result.dataset = dataset.name;
    result.modality = dataset.modality;
    result.image = dataset.test[planned.item].name;
    result.item = static_cast<std::int64_t>(planned.item);
    result.width = 50;
    result.height = 20;
    if (index + 1 == plan.images.size()) {
        result.skip_reason = "truncated";
        return result;
    }
    result.seconds = 1.5;
    result.rounds_seconds = 0.5;
    for (const int round : {1, 2}) {
        const Overlap counts{50 * round, 100, round == 1 && index == 0 ? 300 : 100};
        RoundResult scored{0,
                           "liver",
                           1,
                           round,
                           "{}",
                           counts,
                           measure(standard_metrics(), counts),
                           0.5,
                           "liver",
                           {"spleen"},
                           index == 0 ? "liver" : "spleen"};
        if (extra) scored.scores.push_back(*extra * round);
        result.rounds.push_back(scored);
    }
    return result;
}

// What an evaluation records of its systems (evaluation/context).
inline RunContext stored_context(const std::vector<System>& systems) {
    RunContext context;
    if (systems.size() == 1) {
        context.identity = {{"model", systems.front().name()}, {"rounds", "2"}};
        return context;
    }
    for (const System& system : systems) {
        context.identity.emplace_back("model.sha256." + system.name(), "0");
        context.information.emplace_back("model.rounds." + system.name(), "2");
    }
    return context;
}

// The files of a run of such systems.
class WrittenRun {
public:
    WrittenRun(const std::vector<std::string>& names, MetricTable metrics) : plan_(small_plan()) {
        options_.output = folder_.path();
        plan_.metrics = metrics;
        for (const std::string& name : names) systems_.push_back(system_called(name, names.size() == 1));
        const ResultStore& store = fill();
        reports = write_result_files(options_, plan_, systems_, {{{"seed", "42"}}, {{"threads", "2"}}}, store);
    }

    [[nodiscard]] std::string text(const std::string& name) const { return read_text_file(folder_ / name); }
    [[nodiscard]] nlohmann::json json() const { return nlohmann::json::parse(text("summary.json")); }

    // The fields of one column of a CSV file, without its name.
    [[nodiscard]] std::vector<std::string> column(const std::string& file, const std::string& name) const {
        const auto rows = read_csv(folder_ / file);
        const auto found = std::ranges::find(rows.front().fields, name);
        INFO(file << " has no column " << name);
        REQUIRE(found != rows.front().fields.end());
        std::vector<std::string> fields;
        for (std::size_t i = 1; i < rows.size(); ++i) {
            fields.push_back(rows[i].fields.at(static_cast<std::size_t>(found - rows.front().fields.begin())));
        }
        return fields;
    }

    [[nodiscard]] const std::filesystem::path& folder() const { return folder_.path(); }

    std::vector<SystemReport> reports;

private:
    const ResultStore& fill() {
        store_ = std::make_unique<ResultStore>(options_.output, stored_context(systems_), false, plan_.metrics);
        for (const System& system : systems_) {
            for (std::size_t i = 0; i < plan_.images.size(); ++i) {
                const bool extra = plan_.metrics.size() > standard_metrics().size();
                store_->add(
                    result_of(system, plan_, i, extra ? std::optional(3.0 + static_cast<double>(i)) : std::nullopt));
            }
        }
        return *store_;
    }

    TemporaryFolder folder_;
    EvaluationOptions options_;
    Plan plan_;
    std::vector<System> systems_;
    std::unique_ptr<ResultStore> store_;
};

using Texts = std::vector<std::string>;

}  // namespace imis
