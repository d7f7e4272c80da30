// Whole runs over small data sets, and what happens to bad items.
#include "imis/evaluation/pipeline.hpp"

#include <algorithm>
#include <csignal>
#include <fstream>
#include <map>
#include <numeric>
#include <set>
#include <sstream>

#include <ATen/ATen.h>

#include "catch.hpp"
#include "imis/base/error.hpp"
#include "imis/base/interrupt.hpp"
#include "imis/base/log.hpp"
#include "imis/base/npy.hpp"
#include "imis/evaluation/context.hpp"
#include "imis/formats/pictures.hpp"
#include "imis/metrics/overlap.hpp"
#include "made_decoder.hpp"
#include "test_data.hpp"
#include "tiny_engine.hpp"

using namespace imis;

namespace {

namespace fs = std::filesystem;

// A copy of the phantom CT set that a test may damage, and an output folder.
class Run {
public:
    Run() {
        fs::copy(fs::path(IMIS_SOURCE_DIR) / "data" / "phantoms" / "phantom_ct", data(), fs::copy_options::recursive);
        options.data = {data()};
        options.output = folder_ / "out";
        options.prompt = {PromptKind::box};
        options.rounds = 2;
        options.threads = 1;
        log::set_level(log::Level::off);
    }

    [[nodiscard]] fs::path data() const { return folder_ / "data"; }
    [[nodiscard]] fs::path image(int item) const {
        return data() / dataset_json()["test"][item]["image"].get<std::string>();
    }
    [[nodiscard]] fs::path label(int item) const {
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

void cut_in_half(const fs::path& file) {
    fs::resize_file(file, fs::file_size(file) / 2);
}

}  // namespace

TEST_CASE("results do not depend on the number of threads") {
    Run one;
    Run three;
    three.options.threads = 3;
    CHECK(one.evaluate() == three.evaluate());
    CHECK(one.rounds.size() == 2 * 22);  // targets of three images
    CHECK(one.skips.empty());
}

TEST_CASE("every round names three categories, and what the model's table calls the target") {
    Run run;
    run.edit_dataset([](nlohmann::json& json) {
        for (auto& [index, label] : json["labels"].items()) {
            if (label == "aorta") label = "unheard";
        }
    });
    run.evaluate();
    REQUIRE_FALSE(run.rounds.empty());
    std::map<std::string, std::string> categories;  // by target
    for (const StoredRound& round : run.rounds) {
        CHECK(round.result.further_categories.size() == 2);
        CHECK(round.result.further_categories[0] != round.result.category);
        categories[round.result.target] = round.result.true_category;
    }
    CHECK(categories.at("left_lung") == "lung");
    CHECK(categories.at("liver") == "liver");
    CHECK(categories.at("unheard").empty());
}

TEST_CASE("the time of every image is kept, the rounds' a part of it") {
    Run run;
    run.evaluate();
    REQUIRE(run.times.size() == run.image_count());
    std::int64_t masks = 0;
    for (const StoredTime& time : run.times) {
        CHECK(time.rounds_seconds > 0);
        CHECK(time.seconds > time.rounds_seconds);
        masks += time.mask_rounds;
    }
    CHECK(masks == static_cast<std::int64_t>(run.rounds.size()));
}

TEST_CASE("another seed gives other clicks") {
    Run first;
    Run second;
    second.options.seed = 43;
    const auto clicks = first.first_clicks({}, 1);
    const auto others = second.first_clicks({}, 1);
    REQUIRE(clicks.size() == 6);
    REQUIRE(others.size() == 6);
    int moved = 0;
    for (std::size_t i = 0; i < 6; ++i) moved += clicks[i] == others[i] ? 0 : 1;
    CHECK(moved >= 5);  // a small target may be clicked on the same pixel
}

TEST_CASE("the same pixels are clicked elsewhere in another image, and under another name") {
    Run twice;
    fs::copy(twice.image(0), twice.image(0).parent_path() / "again.png");
    twice.edit_dataset([](nlohmann::json& json) {
        nlohmann::json again = json["test"][0];
        again["image"] = "image/again.png";
        json["test"] = {json["test"][0], again};
    });
    const auto clicks = twice.first_clicks({"left_lung"}, 2);
    REQUIRE(clicks.size() == 2);
    CHECK(clicks[0] != clicks[1]);
    Run renamed;
    renamed.edit_dataset([](nlohmann::json& json) {
        for (auto& [number, name] : json["labels"].items()) {
            if (name == "left_lung") name = "right_wing";
        }
    });
    const auto under_another_name = renamed.first_clicks({"right_wing"}, 1);
    REQUIRE(under_another_name.size() == 1);
    CHECK(under_another_name[0] != clicks[0]);
}

TEST_CASE("repeats are independent draws, each with its own prompts") {
    Run run;
    run.options.prompt = {PromptKind::point};
    run.options.repeats = 2;
    run.options.limit = 1;
    run.evaluate();
    std::map<std::string, std::set<std::string>> prompts;
    for (const StoredRound& round : run.rounds) {
        if (round.result.round == 1) prompts[round.result.target].insert(round.result.prompt);
    }
    CHECK(run.rounds.size() == prompts.size() * 4);
    CHECK(std::ranges::any_of(prompts, [](const auto& entry) { return entry.second.size() == 2; }));
}

TEST_CASE("bad items are skipped with a reason that names the file, the others are evaluated") {
    Run run;
    cut_in_half(run.image(0));
    std::ofstream(run.label(1)) << "PK no zip";
    run.evaluate();
    REQUIRE(run.skips.size() == 2);
    CHECK_THAT(run.skips[0].reason, contains(run.image(0).filename().string()));
    CHECK_THAT(run.skips[1].reason, contains(run.label(1).filename().string()));
    REQUIRE_FALSE(run.rounds.empty());
    for (const StoredRound& round : run.rounds) CHECK(round.image == run.image(2).stem().string());
}

TEST_CASE("a bad item is done again by the next run, the finished ones are not") {
    Run run;
    const std::string good = Run().evaluate();
    const fs::path kept = run.image(0).string() + ".kept";
    fs::copy(run.image(0), kept);
    cut_in_half(run.image(0));
    run.evaluate();
    REQUIRE(run.skips.size() == 1);
    fs::rename(kept, run.image(0));
    Progress last;
    CHECK(run.evaluate(tiny_engine(), [&](const Progress& progress) { last = progress; }) == good);
    CHECK(run.skips.empty());
    CHECK(last.resumed == run.image_count() - 1);
    CHECK(last.done == run.image_count());
}

TEST_CASE("a strict run stops at the first bad item") {
    Run run;
    cut_in_half(run.image(0));
    run.options.strict = true;
    CHECK_THROWS_WITH(run.evaluate(), contains(run.image(0).filename().string()) && contains("strict"));
}

TEST_CASE("an item whose path leaves the folder is skipped") {
    Run run;
    run.edit_dataset([](nlohmann::json& json) { json["test"][0]["image"] = "../elsewhere.png"; });
    run.evaluate();
    REQUIRE(run.skips.size() == 1);
    CHECK_THAT(run.skips[0].reason, contains("elsewhere.png"));
}

TEST_CASE("a class without a text name is skipped under text prompts alone") {
    Run run;
    run.edit_dataset([](nlohmann::json& json) {
        for (auto& [number, name] : json["labels"].items()) {
            if (number == "1") name = "unheard of organ";
        }
    });
    run.options.prompt = {PromptKind::text};
    CHECK_FALSE(run.evaluate().empty());
    REQUIRE_FALSE(run.skips.empty());
    CHECK(run.skips[0].target == "unheard of organ");
    CHECK_THAT(run.skips[0].reason, contains("no text name"));
    run.options.prompt = {PromptKind::box};
    run.options.output += "-box";
    run.evaluate();
    CHECK(run.skips.empty());
}

TEST_CASE("only wanted targets are scored, and images without them are not bad") {
    Run run;
    run.options.only_targets = {"liver"};
    run.evaluate();
    REQUIRE_FALSE(run.rounds.empty());
    for (const StoredRound& round : run.rounds) CHECK(round.result.target == "liver");
    CHECK(run.skips.empty());
}

TEST_CASE("a target of which the model's grid keeps no pixel is skipped") {
    Run run;
    write_mask_png(run.data() / "image" / "large.png", Mask::zeros({600, 600}));
    fs::copy(fixture("npz/one_pixel.(2, 600, 600, 1).npz"), run.data() / "label" / "large.(2, 600, 600, 1).npz");
    run.edit_dataset([](nlohmann::json& json) {
        json["labels"] = {{"1", "dot"}, {"2", "block"}};
        json["test"] = {{{"image", "image/large.png"}, {"label", "label/large.(2, 600, 600, 1).npz"}}};
    });
    run.options.rounds = 1;
    run.evaluate();
    REQUIRE(run.skips.size() == 1);
    CHECK(run.skips[0].target == "dot");
    CHECK_THAT(run.skips[0].reason, contains("no pixel is left on the model's grid"));
    REQUIRE(run.rounds.size() == 1);
    CHECK(run.rounds[0].result.target == "block");
}

TEST_CASE("progress tells the mean score of the last round over the images so far") {
    Run run;
    run.options.only_targets = {"liver", "left_lung"};
    Progress last;
    run.evaluate(tiny_engine(), [&](const Progress& progress) { last = progress; });
    std::map<std::string, std::vector<double>> scores;
    for (const StoredRound& round : run.rounds) {
        if (round.result.round == 2) scores[round.image].push_back(dice(round.result.overlap));
    }
    REQUIRE_FALSE(scores.empty());
    double sum = 0;
    for (const auto& [image, of_image] : scores) {
        sum += std::accumulate(of_image.begin(), of_image.end(), 0.0) / static_cast<double>(of_image.size());
    }
    CHECK(last.running_score == Approx(sum / static_cast<double>(scores.size())));
}

TEST_CASE("after an interruption what was done is kept, and the same run goes on to the same results") {
    const std::string whole = Run().evaluate();
    Run run;
    install_interrupt_handler();
    CHECK_THROWS_AS(run.evaluate(tiny_engine(), [](const Progress&) { std::raise(SIGINT); }), Interrupted);
    clear_interrupt();
    Progress last;
    CHECK(run.evaluate(tiny_engine(), [&](const Progress& progress) { last = progress; }) == whole);
    CHECK(last.resumed >= 1);
}

TEST_CASE("a model whose logits are not finite has its targets skipped, not scored") {
    // The probe, whose features are zeros, is answered as recorded.
    const MadeDecoder decoder("torch.full([n], 0.0 if bool((features[0] == 0).all()) else float('nan'))", 0);
    const Engine engine(open_bundle(decoder.path()), {.device = "cpu"});
    Run run;
    run.options.limit = 1;
    CHECK(run.evaluate(engine).empty());
    REQUIRE_FALSE(run.skips.empty());
    CHECK_THAT(run.skips[0].reason, contains("not finite"));
}

TEST_CASE("a metric of masks is given the masks of every round, whatever else is scored") {
    // Dice, computed from the masks instead of their pixel counts on the device.
    std::vector<Metric> metrics(standard_metrics().begin(), standard_metrics().end());
    metrics.push_back({.name = "mask_dice",
                       .label = "Dice of masks",
                       .unit = "",
                       .formula = MaskFormula([](const MaskComparison& masks) { return dice(masks.overlap()); })});
    Run run;
    run.metrics = metrics;
    run.options.repeats = 2;
    run.options.limit = 2;
    run.evaluate();
    const ResultStore store(run.options.output, RunContext{}, false, metrics);
    std::size_t rounds = 0;
    store.for_each_round([&](const StoredRound& round) {
        ++rounds;
        CAPTURE(round.result.target, round.result.round);
        CHECK(round.result.scores.back() == round.result.scores.front());
        CHECK(round.result.scores.front() == dice(round.result.overlap));
    });
    CHECK(rounds > 0);
}

TEST_CASE("masks and logits of every round are written where asked for") {
    Run run;
    run.options.limit = 1;
    run.options.only_targets = {"left_lung", "heart"};
    run.options.save_masks = run.options.save_logits = true;
    run.evaluate();
    REQUIRE(run.rounds.size() == 4);
    const Size low_res = tiny_engine().manifest().low_res;
    for (const StoredRound& round : run.rounds) {
        const std::string name = round.result.target + "_r" + std::to_string(round.result.round);
        const Image mask = read_image(run.options.output / "masks" / round.dataset / round.image / (name + ".png"));
        CHECK(std::ranges::count(mask.rgb, 255) == 3 * round.result.overlap.predicted);
        const NpyArray logits = read_npy(run.options.output / "logits" / round.dataset / round.image / (name + ".npy"));
        CHECK(logits.shape == std::vector<std::int64_t>{low_res.height, low_res.width});
    }
}
