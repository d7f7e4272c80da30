// Runs of the embedded model over a small data set that a test may damage.
#pragma once

#include <filesystem>
#include <fstream>
#include <functional>
#include <sstream>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "imis/base/log.hpp"
#include "imis/base/temporary_folder.hpp"
#include "imis/evaluation/pipeline.hpp"
#include "tiny_engine.hpp"

namespace imis {

// A copy of the phantom CT set that a test may damage, and an output folder.
class PhantomRun {
public:
    PhantomRun() {
        std::filesystem::copy(std::filesystem::path(IMIS_SOURCE_DIR) / "data" / "phantoms" / "phantom_ct", data(),
                              std::filesystem::copy_options::recursive);
        options.data = {data()};
        options.output = folder_ / "out";
        options.prompt = {PromptKind::box};
        options.rounds = 2;
        options.threads = 1;
        log::set_level(log::Level::off);
    }

    [[nodiscard]] std::filesystem::path data() const { return folder_ / "data"; }
    [[nodiscard]] std::filesystem::path image(int item) const {
        return data() / dataset_json()["test"][item]["image"].get<std::string>();
    }
    [[nodiscard]] std::filesystem::path label(int item) const {
        return data() / dataset_json()["test"][item]["label"].get<std::string>();
    }
    [[nodiscard]] std::size_t image_count() const { return dataset_json()["test"].size(); }

    void edit_dataset(const std::function<void(nlohmann::json&)>& change) const {
        auto json = dataset_json();
        change(json);
        std::ofstream(data() / "dataset.json") << json.dump();
    }

    // All stored rounds as one text, for comparison; they are in `rounds` too.
    std::string evaluate(const Engine& engine = tiny_engine(), const ProgressCallback& progress = {}) {
        Plan plan = make_plan(options);
        plan.metrics = plan.measured = metrics;
        ResultStore store(options.output, RunContext{}, false, metrics);
        skips.clear();
        rounds.clear();
        const System system = system_of(engine);
        run_evaluation(engine, system, plan, options, {}, store, progress);
        skips = store.skips();
        times = store.times();
        std::ostringstream text;
        store.for_each_round([&](const StoredRound& round) {
            text << round.image << ' ' << round.result.target << ' ' << round.result.round << ' ' << round.result.prompt
                 << ' ' << round.result.overlap.intersection << ' ' << round.result.overlap.predicted << ' '
                 << round.result.predicted_iou << '\n';
            rounds.push_back(round);
        });
        return text.str();
    }

    // The first clicks on the wanted targets (all where none are named) of so many images.
    std::vector<std::string> first_clicks(const std::vector<std::string>& targets, std::size_t images) {
        options.prompt = {PromptKind::point};
        options.rounds = 1;
        options.only_targets = targets;
        options.limit = images;
        evaluate();
        std::vector<std::string> prompts;
        for (const StoredRound& round : rounds) prompts.push_back(round.result.prompt);
        return prompts;
    }

    // The model on its own, as its manifest has it.
    [[nodiscard]] System system_of(const Engine& engine) const {
        System system;
        system.bundle.manifest = engine.manifest();
        system.protocol = make_protocol(engine.manifest(), options.protocol);
        system.rounds = options.rounds;
        return system;
    }

    EvaluationOptions options;
    MetricTable metrics = standard_metrics();
    std::vector<StoredSkip> skips;
    std::vector<StoredTime> times;
    std::vector<StoredRound> rounds;

private:
    [[nodiscard]] nlohmann::json dataset_json() const {
        return nlohmann::json::parse(std::ifstream(data() / "dataset.json"));
    }
    TemporaryFolder folder_;
};

inline void cut_in_half(const std::filesystem::path& file) {
    std::filesystem::resize_file(file, std::filesystem::file_size(file) / 2);
}

}  // namespace imis
