// Rounds with the embedded model: what a simulated user sends and what is scored.
#include "imis/interaction/rounds.hpp"

#include <span>

#include <ATen/ATen.h>

#include "catch.hpp"
#include "copied_bundle.hpp"
#include "imis/base/error.hpp"
#include "imis/image/resize.hpp"
#include "made_decoder.hpp"
#include "tiny_engine.hpp"

using namespace imis;

namespace {

// A bright disc on dark ground, 120 x 90.
struct DiscScene {
    DiscScene() {
        const Size size{90, 120};
        image.size = size;
        image.rgb.assign(static_cast<std::size_t>(size.area()) * 3, 40);
        disc = Mask::zeros(size);
        for (int y = 0; y < size.height; ++y) {
            for (int x = 0; x < size.width; ++x) {
                if ((x - 60) * (x - 60) + (y - 40) * (y - 40) > 25 * 25) continue;
                const auto pixel = static_cast<std::size_t>(y * size.width + x);
                disc.pixels[pixel] = 1;
                for (std::size_t c = 0; c < 3; ++c) image.rgb[3 * pixel + c] = 200;
            }
        }
        grid = resize_nearest(disc, tiny_engine().manifest().input.size);
    }
    [[nodiscard]] InteractionTarget target(int key) const {
        InteractionTarget result;
        result.original = &disc;
        result.grid = &grid;
        result.key = RandomKey(42).with(key);
        return result;
    }
    Image image;
    Mask disc;
    Mask grid;
};

InteractionOptions options_of(const Engine& engine, PromptKinds first, int rounds) {
    InteractionOptions options;
    options.first = first;
    options.rounds = rounds;
    options.protocol = make_protocol(engine.manifest(), {});
    return options;
}

// Disc targets whose prompts are those that `outcomes` were given.
std::vector<InteractionTarget> replaying(const DiscScene& scene, const std::vector<TargetOutcome>& outcomes) {
    std::vector<InteractionTarget> targets;
    for (const TargetOutcome& outcome : outcomes) {
        targets.push_back(scene.target(static_cast<int>(targets.size()) + 100));
        for (const RoundOutcome& round : outcome.rounds) targets.back().recorded.push_back(round.prompt);
    }
    return targets;
}

std::string prompts_of(const TargetOutcome& outcome) {
    std::string text;
    for (const RoundOutcome& round : outcome.rounds) text += to_json(round.prompt) + "\n";
    return text;
}

}  // namespace

TEST_CASE("every round is scored, and what was given in it recorded") {
    const std::string history = GENERATE("all", "last");
    CAPTURE(history);
    const CopiedBundle copy;
    copy.edit([&](nlohmann::json& manifest) { manifest["history"] = history; });
    const Engine engine(open_bundle(copy.path()), {.device = "cpu"});
    const DiscScene scene;
    const Embedding embedding = engine.encode(scene.image);
    const std::vector<InteractionTarget> targets{scene.target(1), scene.target(2)};
    const auto outcomes =
        run_rounds(engine, embedding, targets, options_of(engine, {PromptKind::point, PromptKind::box}, 3));
    REQUIRE(outcomes.size() == 2);
    for (const TargetOutcome& outcome : outcomes) {
        REQUIRE(outcome.finite);
        REQUIRE(outcome.rounds.size() == 3);
        REQUIRE(outcome.rounds[0].prompt.points.size() == 1);
        REQUIRE(outcome.rounds[0].prompt.box.has_value());
        for (std::size_t round = 1; round < 3; ++round) {
            REQUIRE(outcome.rounds[round].prompt.points.size() == 1);
            REQUIRE_FALSE(outcome.rounds[round].prompt.box.has_value());
            REQUIRE(outcome.rounds[round].prompt.grid == scene.grid.size);
        }
        for (const RoundOutcome& round : outcome.rounds) REQUIRE(round.overlap.target == area(scene.disc));
        // The tiny model names categories, the ellipse none.
        const std::size_t named = engine.category_names().empty() ? 0 : 3;
        for (const RoundOutcome& round : outcome.rounds) REQUIRE(round.categories.size() == named);
    }
    REQUIRE(*outcomes[0].rounds[0].prompt.box == tight_box(scene.grid));
}

TEST_CASE("the observed masks are the scored ones") {
    const DiscScene scene;
    const Embedding embedding = tiny_engine().encode(scene.image);
    const std::vector<InteractionTarget> targets{scene.target(1)};
    std::vector<std::int64_t> pixels;
    const auto outcomes =
        run_rounds(tiny_engine(), embedding, targets, options_of(tiny_engine(), {PromptKind::box}, 2),
                   [&](int, std::span<const std::size_t> batch, const at::Tensor& mask, const at::Tensor& low_res) {
                       REQUIRE(batch.size() == 1);
                       REQUIRE(mask.sizes() == at::IntArrayRef({1, 90, 120}));
                       REQUIRE(low_res.size(1) == tiny_engine().manifest().low_res.height);
                       pixels.push_back(mask.sum().item<std::int64_t>());
                   });
    REQUIRE(pixels.size() == 2);
    for (std::size_t round = 0; round < 2; ++round)
        REQUIRE(outcomes[0].rounds[round].overlap.predicted == pixels[round]);
}

TEST_CASE("a target's outcome does not depend on the targets beside it") {
    const DiscScene scene;
    const Embedding embedding = tiny_engine().encode(scene.image);
    std::vector<InteractionTarget> many;
    for (int key = 0; key < 40; ++key) many.push_back(scene.target(key));  // more than one batch
    const InteractionOptions options = options_of(tiny_engine(), {PromptKind::point}, 2);
    const auto together = run_rounds(tiny_engine(), embedding, many, options);
    const auto alone = run_rounds(tiny_engine(), embedding, std::span(many).subspan(37, 1), options);
    REQUIRE(together[37].rounds[1].prompt.points[0].at == alone[0].rounds[1].prompt.points[0].at);
    REQUIRE(together[37].rounds[1].overlap == alone[0].rounds[1].overlap);
}

TEST_CASE("where memory does not suffice, the batch is halved and its targets run again") {
    const MadeDecoder decoder(
        "torch.zeros([n]) + 1\n"
        "    assert n <= 2, 'CUDA out of memory. Tried to allocate 2.00 GiB'",
        1);
    const Engine engine(open_bundle(decoder.path()), {.device = "cpu", .batch = 8});
    const DiscScene scene;
    const Embedding embedding = engine.encode(scene.image);
    std::vector<InteractionTarget> targets;
    for (int i = 0; i < 5; ++i) targets.push_back(scene.target(i));
    const auto outcomes = run_rounds(engine, embedding, targets, options_of(engine, {PromptKind::point}, 2));
    CHECK(engine.batch_size() == 2);
    REQUIRE(outcomes.size() == 5);
    for (const TargetOutcome& outcome : outcomes) {
        REQUIRE(outcome.rounds.size() == 2);
        CHECK(outcome.rounds[1].overlap.predicted == scene.disc.size.area());
    }
}

TEST_CASE("a single target that memory does not suffice for is an error") {
    const MadeDecoder decoder(
        "torch.zeros([n])\n"
        "    assert bool(features[0].abs().max() == 0), 'CUDA out of memory'",
        0);
    const Engine engine(open_bundle(decoder.path()), {.device = "cpu"});
    const DiscScene scene;
    const Embedding embedding = engine.encode(scene.image);
    const std::vector<InteractionTarget> targets{scene.target(1)};
    CHECK_THROWS_AS(run_rounds(engine, embedding, targets, options_of(engine, {PromptKind::point}, 1)), OutOfMemory);
}

TEST_CASE("a run can be stopped before a round") {
    const DiscScene scene;
    const Embedding embedding = tiny_engine().encode(scene.image);
    const std::vector<InteractionTarget> targets{scene.target(1)};
    int rounds = 0;
    InteractionOptions options = options_of(tiny_engine(), {PromptKind::point}, 5);
    options.check_stop = [&] {
        if (++rounds == 3) throw Interrupted("stopped");
    };
    REQUIRE_THROWS_AS(run_rounds(tiny_engine(), embedding, targets, options), Interrupted);
    REQUIRE(rounds == 3);
}

TEST_CASE("a prompt kind that the model lacks is refused before anything runs") {
    Manifest manifest;
    manifest.name = "box-only";
    manifest.prompts = {PromptKind::box};
    REQUIRE_NOTHROW(check_taken(manifest, {PromptKind::box}, 1));
    REQUIRE_THROWS_WITH(check_taken(manifest, {PromptKind::point}, 1),
                        contains("takes no point prompts; it takes a box"));
    REQUIRE_THROWS_WITH(check_taken(manifest, {PromptKind::box}, 2), contains("only be given one round"));
    REQUIRE_THROWS_WITH(check_taken(manifest, {PromptKind::box, PromptKind::text}, 1), contains("text"));
}

TEST_CASE("replayed prompts give the session that they were recorded in") {
    const bool with_box = GENERATE(false, true);
    const DiscScene scene;
    const Embedding embedding = tiny_engine().encode(scene.image);
    const std::vector<InteractionTarget> targets{scene.target(1), scene.target(2)};
    InteractionOptions options = options_of(tiny_engine(), {with_box ? PromptKind::box : PromptKind::point}, 4);
    options.protocol.history = GENERATE(History::last, History::points, History::all);
    const auto recorded = run_rounds(tiny_engine(), embedding, targets, options);
    options.first = {};
    const auto replayed = run_rounds(tiny_engine(), embedding, replaying(scene, recorded), options);
    REQUIRE(replayed.size() == 2);
    for (std::size_t i = 0; i < 2; ++i) {
        CHECK(prompts_of(replayed[i]) == prompts_of(recorded[i]));
        for (std::size_t round = 0; round < 4; ++round) {
            CHECK(replayed[i].rounds[round].overlap == recorded[i].rounds[round].overlap);
        }
    }
}

TEST_CASE("recorded prompts of different kinds and lengths go through one call") {
    const DiscScene scene;
    const Embedding embedding = tiny_engine().encode(scene.image);
    std::vector<InteractionTarget> targets{scene.target(1), scene.target(2), scene.target(3)};
    const Size image = scene.disc.size;
    targets[0].recorded = {{image, {{{60, 40}, 1}, {{5, 5}, 0}}, {}, {}}, {image, {{{70, 40}, 1}}, {}, {}}};
    targets[1].recorded = {{image, {}, Box{35, 15, 85, 65}, {}}};
    targets[2].recorded = {{image, {{{60, 40}, 1}}, {}, {}}, {image, {}, {}, {}}, {image, {{{9, 9}, 0}}, {}, {}}};
    const auto outcomes = run_rounds(tiny_engine(), embedding, targets, options_of(tiny_engine(), {}, 5));
    REQUIRE(outcomes[0].rounds.size() == 2);
    REQUIRE(outcomes[1].rounds.size() == 1);
    REQUIRE(outcomes[2].rounds.size() == 3);
    // Where no click was given, the mask stands.
    CHECK(outcomes[2].rounds[1].overlap == outcomes[2].rounds[0].overlap);
    for (const TargetOutcome& outcome : outcomes) CHECK(outcome.rounds[0].overlap.intersection > 1000);
}

TEST_CASE("of a recorded round's points the last is its click, the others were given before") {
    const DiscScene scene;
    const Embedding embedding = tiny_engine().encode(scene.image);
    const Size image = scene.disc.size;
    const Click first{{60, 40}, 1};
    const Click second{{60, 62}, 0};
    std::vector<InteractionTarget> targets{scene.target(1), scene.target(2)};
    targets[0].recorded = {{image, {first}, {}, {}}, {image, {first, second}, {}, {}}};
    targets[1].recorded = {{image, {first}, {}, {}}, {image, {second}, {}, {}}};
    const auto outcomes = run_rounds(tiny_engine(), embedding, targets, options_of(tiny_engine(), {}, 2));
    REQUIRE(outcomes[0].rounds.size() == 2);
    CHECK(outcomes[0].rounds[1].overlap == outcomes[1].rounds[1].overlap);
    CHECK(prompts_of(outcomes[0]) == prompts_of(outcomes[1]));
    CHECK_FALSE(outcomes[0].rounds[1].overlap == outcomes[0].rounds[0].overlap);
}

TEST_CASE("the first prompt alone can be replayed, with clicks on the own errors") {
    const DiscScene scene;
    const Embedding embedding = tiny_engine().encode(scene.image);
    std::vector<InteractionTarget> targets{scene.target(1)};
    targets[0].recorded = {{scene.disc.size, {}, Box{30, 10, 80, 60}, {}}};
    InteractionOptions options = options_of(tiny_engine(), {}, 3);
    options.own_clicks = true;
    const auto outcomes = run_rounds(tiny_engine(), embedding, targets, options);
    REQUIRE(outcomes[0].rounds.size() == 3);
    CHECK(outcomes[0].rounds[0].prompt.box == Box{30, 10, 80, 60});
    CHECK(outcomes[0].rounds[2].prompt.points.size() == 1);
}

TEST_CASE("every policy corrects, on the model's grid and on the image's own") {
    const DiscScene scene;
    const Embedding embedding = tiny_engine().encode(scene.image);
    std::vector<InteractionTarget> targets{scene.target(1), scene.target(2)};
    InteractionOptions options = options_of(tiny_engine(), {PromptKind::point}, 4);
    options.protocol.policy =
        GENERATE(ClickPolicy::imis, ClickPolicy::sam_med2d, ClickPolicy::ritm, ClickPolicy::cvpr25);
    options.protocol.grid = GENERATE(ClickGrid::model, ClickGrid::original);
    options.protocol.history = History::all;
    if (options.protocol.grid == ClickGrid::original) {
        for (InteractionTarget& target : targets) target.grid = &scene.disc;
    }
    const auto outcomes = run_rounds(tiny_engine(), embedding, targets, options);
    REQUIRE(outcomes.size() == 2);
    for (const TargetOutcome& outcome : outcomes) {
        REQUIRE(outcome.rounds.size() == 4);
        for (const RoundOutcome& round : outcome.rounds) CHECK(round.prompt.grid == targets[0].grid->size);
        CHECK(dice(outcome.rounds.back().overlap) > 0.8);
        const Click& first = outcome.rounds[0].prompt.points[0];
        const Mask& truth = *targets[0].grid;
        CHECK(truth.pixels[static_cast<std::size_t>(first.at.y) * static_cast<std::size_t>(truth.size.width) +
                           static_cast<std::size_t>(first.at.x)] == 1);
    }
}
