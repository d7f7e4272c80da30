// Evaluations by volumes, on the embedded model.
#include "imis/evaluation/volume_pipeline.hpp"

#include <cmath>
#include <filesystem>
#include <fstream>
#include <functional>
#include <sstream>

#include <nlohmann/json.hpp>

#include "catch.hpp"
#include "imis/base/error.hpp"
#include "imis/base/log.hpp"
#include "imis/base/temporary_folder.hpp"
#include "imis/evaluation/context.hpp"
#include "tiny_engine.hpp"

using namespace imis;

namespace {

namespace fs = std::filesystem;

// The phantom CT set, its images taken for slices of volumes.
class VolumeRun {
public:
    explicit VolumeRun(const std::string& rule) {
        fs::copy(fs::path(IMIS_SOURCE_DIR) / "data" / "phantoms" / "phantom_ct", data(), fs::copy_options::recursive);
        edit([&](nlohmann::json& json) {
            json["volume_rule"] = rule;
            json["spacing"] = {1.5, 0.5};
            json["slice_spacing"] = 4;
        });
        options.data = {data()};
        options.output = folder_ / "out";
        options.prompt = {PromptKind::box};
        options.metrics = "dice,nsd";
        options.rounds = 3;
        options.threads = 1;
        options.protocol.policy = ClickPolicy::cvpr25;
        options.protocol.history = History::all;
        options.protocol.grid = ClickGrid::original;
        log::set_level(log::Level::off);
    }

    [[nodiscard]] fs::path data() const { return folder_ / "data"; }

    void edit(const std::function<void(nlohmann::json&)>& change) const {
        auto json = nlohmann::json::parse(std::ifstream(data() / "dataset.json"));
        change(json);
        std::ofstream(data() / "dataset.json") << json.dump();
    }

    // In the place of all images three copies of the first, which are of one size: ct_0, ct_1, ct_2.
    void repeat_first_image() const {
        edit([&](nlohmann::json& json) {
            const auto first = json["test"][0];
            json["test"] = nlohmann::json::array();
            for (int copy = 0; copy < 3; ++copy) {
                const std::string name = "ct_" + std::to_string(copy);
                const std::string image = "image/" + name + ".png";
                const std::string old_label = first["label"];
                const std::string label = "label/x___" + name + old_label.substr(old_label.find(".("));
                fs::copy_file(data() / first["image"].get<std::string>(), data() / image);
                fs::copy_file(data() / old_label, data() / label);
                json["test"].push_back({{"image", image}, {"label", label}});
            }
        });
    }

    std::vector<StoredRound> evaluate(EvaluationUnit unit) {
        options.unit = unit;
        const Plan plan = make_plan(options);
        ResultStore store(options.output / word_of(evaluation_unit_words, unit), RunContext{}, true, plan.metrics);
        const Engine& engine = tiny_engine();
        System system;
        system.bundle.manifest = engine.manifest();
        system.protocol = make_protocol(engine.manifest(), options.protocol);
        system.rounds = options.rounds;
        system.without_box = without_box;
        if (unit == EvaluationUnit::volume) {
            run_volume_evaluation(engine, system, plan, options, store, {});
        } else {
            run_evaluation(engine, system, plan, options, {}, store, {});
        }
        skips = store.skips();
        std::vector<StoredRound> rounds;
        store.for_each_round([&](const StoredRound& round) { rounds.push_back(round); });
        return rounds;
    }

    EvaluationOptions options;
    bool without_box = false;
    std::vector<StoredSkip> skips;

private:
    TemporaryFolder folder_;
};

constexpr const char* all_in_one = "(ct)_([0-9]+)";
constexpr const char* each_alone = "(ct_[0-9]+)";

nlohmann::json prompt_of(const StoredRound& round) {
    return nlohmann::json::parse(round.result.prompt);
}

std::string text_of(const std::vector<StoredRound>& rounds) {
    std::ostringstream text;
    for (const StoredRound& round : rounds) {
        text << round.image << ' ' << round.result.target << ' ' << round.result.round << ' ' << round.result.prompt
             << ' ' << round.result.overlap.intersection << ' ' << round.result.overlap.predicted;
        for (const double score : round.result.scores) text << ' ' << score;
        text << '\n';
    }
    return text.str();
}

}  // namespace

// Of one target at a time, since a batch of several rounds otherwise than each alone; and not under cvpr25, to which a
// slice alone is one without depth.
TEST_CASE("volumes of one slice are prompted and scored as their slices are") {
    VolumeRun run(each_alone);
    run.options.only_targets = {GENERATE("liver", "left_lung", "aorta")};
    run.options.metrics = "dice,iou";
    run.options.protocol.policy = ClickPolicy::imis;
    const auto slices = run.evaluate(EvaluationUnit::slice);
    const auto volumes = run.evaluate(EvaluationUnit::volume);
    REQUIRE(slices.size() >= 3);
    REQUIRE(volumes.size() == slices.size());
    for (std::size_t i = 0; i < slices.size(); ++i) {
        INFO(slices[i].image << ' ' << slices[i].result.target << " round " << slices[i].result.round);
        CHECK(volumes[i].image == slices[i].image);
        nlohmann::json prompt = prompt_of(volumes[i]);
        if (prompt.contains("slices")) CHECK(prompt["slices"] == nlohmann::json({0, 0}));
        prompt.erase("slices");
        CHECK(prompt == prompt_of(slices[i]));
        CHECK(volumes[i].result.overlap == slices[i].result.overlap);
        CHECK(volumes[i].result.scores == slices[i].result.scores);
    }
}

TEST_CASE("a volume is scored as a whole, its rounds clicking in one slice at a time") {
    VolumeRun run(all_in_one);
    run.repeat_first_image();
    const auto slices = run.evaluate(EvaluationUnit::slice);
    const auto rounds = run.evaluate(EvaluationUnit::volume);
    REQUIRE_FALSE(rounds.empty());
    std::int64_t truth_in_slices = 0;
    std::int64_t truth_in_volume = 0;
    for (const StoredRound& round : slices) truth_in_slices += round.result.overlap.target;
    for (const StoredRound& round : rounds) {
        truth_in_volume += round.result.overlap.target;
        CHECK(round.image == "ct");
        CHECK(round.volume == "ct");
        CHECK(round.slices == 3);
        CHECK(std::isnan(round.result.predicted_iou));
        const nlohmann::json prompt = prompt_of(round);
        const std::int64_t first = prompt["slices"][0];
        const std::int64_t last = prompt["slices"][1];
        CHECK(last < round.slices);
        if (round.result.round == 1) {
            CHECK(prompt.contains("box"));
        } else {
            CHECK(prompt["points"].size() == 1);
            CHECK(first == last);
        }
    }
    CHECK(truth_in_volume == truth_in_slices);
    CHECK(3 * rounds.size() == slices.size());
}

TEST_CASE("a missing box scores 0, and the clicks begin in the whole target") {
    VolumeRun run(each_alone);
    run.without_box = true;
    run.options.only_targets = {"liver"};
    const auto rounds = run.evaluate(EvaluationUnit::volume);
    REQUIRE_FALSE(rounds.empty());
    for (const StoredRound& round : rounds) {
        const nlohmann::json prompt = prompt_of(round);
        if (round.result.round == 1) {
            CHECK(prompt.size() == 1);
            CHECK(round.result.overlap.predicted == 0);
            CHECK(round.result.scores == std::vector<double>{0, 0});
        } else {
            CHECK(prompt.contains("points"));
        }
        if (round.result.round == 2) {
            CHECK(prompt["points"][0][2] == 1);
            CHECK(round.result.scores.front() > 0);
        }
    }
}

TEST_CASE("under cvpr25 by volumes a model without boxes is not refused, but elsewhere it is") {
    EvaluationOptions options;
    options.prompt = {PromptKind::box};
    options.rounds = 6;
    options.figures = RoundFigures::cvpr25;
    options.unit = EvaluationUnit::volume;
    const auto plan = [&] {
        Bundle bundle = open_bundle(tiny_bundle());
        bundle.manifest.prompts = {PromptKind::point, PromptKind::mask};
        std::vector<Bundle> bundles;
        bundles.push_back(std::move(bundle));
        return plan_systems(options, std::move(bundles)).front();
    };
    CHECK(plan().without_box);
    CHECK(plan().rounds == 6);
    CHECK(plan().protocol.grid == ClickGrid::original);
    options.figures = RoundFigures::standard;
    CHECK_THROWS_WITH(plan(), contains("box"));
    options.figures = RoundFigures::cvpr25;
    options.unit = EvaluationUnit::slice;
    CHECK_THROWS_WITH(plan(), contains("box"));
}

TEST_CASE("results of volumes do not depend on the number of threads, and repeats differ") {
    VolumeRun run(each_alone);
    run.options.prompt = {PromptKind::point};
    run.options.protocol.policy = ClickPolicy::imis;
    run.options.repeats = 2;
    run.options.only_targets = {"liver", "aorta"};
    const auto one = run.evaluate(EvaluationUnit::volume);
    run.options.threads = 3;
    CHECK(text_of(run.evaluate(EvaluationUnit::volume)) == text_of(one));
    REQUIRE(one.size() > 6);
    CHECK(one[0].result.prompt != one[3].result.prompt);
}

TEST_CASE("a slice that can't be read costs its volume, which is named, and no other") {
    VolumeRun run(each_alone);
    run.options.rounds = 1;
    run.edit(
        [&](nlohmann::json& json) { fs::resize_file(run.data() / json["test"][1]["image"].get<std::string>(), 500); });
    const auto rounds = run.evaluate(EvaluationUnit::volume);
    CHECK_FALSE(rounds.empty());
    REQUIRE(run.skips.size() == 1);
    CHECK(run.skips[0].image == "ct_001");
    CHECK_THAT(run.skips[0].reason, contains("ct_001.png"));
    run.options.strict = true;
    CHECK_THROWS_WITH(run.evaluate(EvaluationUnit::volume), contains("strict"));
}

TEST_CASE("a gap skips the volume") {
    VolumeRun run(all_in_one);
    run.repeat_first_image();
    run.edit([](nlohmann::json& json) { json["test"].erase(1); });
    CHECK(run.evaluate(EvaluationUnit::volume).empty());
    REQUIRE(run.skips.size() == 1);
    CHECK_THAT(run.skips[0].reason, contains("slice 1 is missing"));
}

TEST_CASE("slices of several sizes are no volume") {
    VolumeRun run(all_in_one);
    CHECK(run.evaluate(EvaluationUnit::volume).empty());
    REQUIRE(run.skips.size() == 1);
    CHECK_THAT(run.skips[0].reason, contains("slice 'ct_001' has 240 x 280 pixels, but the volume's first has"));
}

TEST_CASE("millimetres between slices are needed for a tolerance in millimetres") {
    VolumeRun run(all_in_one);
    run.options.nsd_tolerance = Length{2, LengthUnit::millimetre};
    run.options.unit = EvaluationUnit::volume;
    CHECK(make_plan(run.options).unit == LengthUnit::millimetre);
    run.edit([](nlohmann::json& json) { json.erase("slice_spacing"); });
    CHECK_THROWS_WITH(make_plan(run.options), contains("names no distance of slices") && contains("slice_spacing"));
    run.options.nsd_tolerance.reset();
    CHECK(make_plan(run.options).unit == LengthUnit::pixel);
    run.options.unit = EvaluationUnit::slice;
    CHECK(make_plan(run.options).unit == LengthUnit::millimetre);
}
