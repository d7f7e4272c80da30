// What a run must share with an earlier one to add to its results.
#include "imis/evaluation/context.hpp"

#include <algorithm>
#include <functional>

#include "catch.hpp"
#include "imis/base/files.hpp"
#include "imis/base/temporary_folder.hpp"

using namespace imis;

namespace {

// A run of one system on one data set, each part of which a test may change.
struct PlannedRun {
    PlannedRun() {
        write_file_atomically(folder / "dataset.json", std::string_view("{}"));
        Dataset dataset;
        dataset.name = "ct";
        dataset.folder = folder.path();
        plan.datasets = {dataset};
        System system;
        system.bundle.manifest.name = "m";
        system.bundle.sha256 = "abc";
        systems = {system};
    }
    [[nodiscard]] std::vector<std::pair<std::string, std::string>> identity() const {
        return make_context(options, plan, systems, at::kCPU).identity;
    }
    TemporaryFolder folder;
    EvaluationOptions options;
    Plan plan;
    std::vector<System> systems;
};

}  // namespace

TEST_CASE("a run's identity changes with everything that results depend on") {
    const auto [what, change] = GENERATE(table<std::string, std::function<void(PlannedRun&)>>({
        {"seed", [](PlannedRun& run) { run.options.seed = 43; }},
        {"repeats", [](PlannedRun& run) { run.options.repeats = 2; }},
        {"rounds", [](PlannedRun& run) { run.options.rounds = 2; }},
        {"prompt", [](PlannedRun& run) { run.options.prompt = {PromptKind::box}; }},
        {"split", [](PlannedRun& run) { run.options.split = Split::training; }},
        {"limit", [](PlannedRun& run) { run.options.limit = 3; }},
        {"only_targets", [](PlannedRun& run) { run.options.only_targets = {"liver"}; }},
        {"only_modalities", [](PlannedRun& run) { run.options.only_modalities = {"CT"}; }},
        {"box_jitter", [](PlannedRun& run) { run.options.protocol.box_jitter = 5; }},
        {"precision", [](PlannedRun& run) { run.options.precision = Precision::bf16; }},
        {"save_masks", [](PlannedRun& run) { run.options.save_masks = true; }},
        {"save_logits", [](PlannedRun& run) { run.options.save_logits = true; }},
        {"prompts.sha256", [](PlannedRun& run) { run.options.prompts = run.folder / "dataset.json"; }},
        {"policy", [](PlannedRun& run) { run.systems[0].protocol.policy = ClickPolicy::ritm; }},
        {"history", [](PlannedRun& run) { run.systems[0].protocol.history = History::all; }},
        {"mask_feedback", [](PlannedRun& run) { run.systems[0].protocol.mask_feedback = MaskFeedback::none; }},
        {"grid", [](PlannedRun& run) { run.systems[0].protocol.grid = ClickGrid::original; }},
        {"model", [](PlannedRun& run) { run.systems[0].bundle.manifest.name = "other"; }},
        {"model.sha256", [](PlannedRun& run) { run.systems[0].bundle.sha256 = "abd"; }},
        {"dataset.ct.sha256",
         [](PlannedRun& run) { write_file_atomically(run.folder / "dataset.json", std::string_view("[]")); }},
    }));
    INFO(what);
    PlannedRun run;
    const auto before = run.identity();
    change(run);
    const auto after = run.identity();
    CHECK(before != after);
    const auto is_named = [name = what](const auto& entry) { return entry.first == name; };
    CHECK(std::ranges::any_of(after, is_named));
}

TEST_CASE("how fast and where a run is computed is no part of its identity") {
    PlannedRun run;
    const auto before = run.identity();
    run.options.threads = 7;
    run.options.strict = true;
    run.options.overwrite = true;
    run.options.output = "elsewhere";
    CHECK(run.identity() == before);
}
