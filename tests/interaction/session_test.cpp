// Rounds with the embedded model: what a simulated user sends and what is scored.
#include "imis/interaction/session.hpp"

#include <ATen/ATen.h>

#include "catch.hpp"
#include "copied_bundle.hpp"
#include "imis/base/error.hpp"
#include "imis/image/resize.hpp"

using namespace imis;

namespace {

const Engine& tiny_engine() {
    static const Engine engine(open_bundle(tiny_bundle()), {.device = "cpu"});
    return engine;
}

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

}  // namespace

TEST_CASE("every round is scored, and its prompt recorded as it was sent") {
    const std::string history = GENERATE("all", "last");
    CAPTURE(history);
    const CopiedBundle copy;
    copy.edit([&](nlohmann::json& manifest) { manifest["history"] = history; });
    const Engine engine(open_bundle(copy.path()), {.device = "cpu"});
    const DiscScene scene;
    const Embedding embedding = engine.encode(scene.image);
    const std::vector<InteractionTarget> targets{scene.target(1), scene.target(2)};
    const auto outcomes = run_rounds(engine, embedding, targets, {{.point = true, .box = true}, 3, {}});
    REQUIRE(outcomes.size() == 2);
    for (const TargetOutcome& outcome : outcomes) {
        REQUIRE(outcome.finite);
        REQUIRE(outcome.rounds.size() == 3);
        REQUIRE(outcome.rounds[0].prompt.points.size() == 1);
        REQUIRE(outcome.rounds[0].prompt.box.has_value());
        REQUIRE_FALSE(outcome.rounds[0].prompt.previous_mask);
        for (std::size_t round = 1; round < 3; ++round) {
            // The reference sends the last click and the previous logits alone; others everything that was given.
            REQUIRE(outcome.rounds[round].prompt.points.size() == (history == "all" ? round + 1 : 1));
            REQUIRE(outcome.rounds[round].prompt.box.has_value() == (history == "all"));
            REQUIRE(outcome.rounds[round].prompt.previous_mask);
        }
        for (const RoundOutcome& round : outcome.rounds) REQUIRE(round.overlap.target == area(scene.disc));
    }
    REQUIRE(*outcomes[0].rounds[0].prompt.box == tight_box(scene.grid));
}

TEST_CASE("the observed masks are the scored ones") {
    const DiscScene scene;
    const Embedding embedding = tiny_engine().encode(scene.image);
    const std::vector<InteractionTarget> targets{scene.target(1)};
    std::vector<std::int64_t> pixels;
    const auto outcomes = run_rounds(tiny_engine(), embedding, targets, {{.box = true}, 2, {}},
                                     [&](int, std::size_t first, const at::Tensor& mask, const at::Tensor& low_res) {
                                         REQUIRE(first == 0);
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
    const InteractionOptions options{{.point = true}, 2, {}};
    const auto together = run_rounds(tiny_engine(), embedding, many, options);
    const auto alone = run_rounds(tiny_engine(), embedding, std::span(many).subspan(37, 1), options);
    REQUIRE(together[37].rounds[1].prompt.points[0].at == alone[0].rounds[1].prompt.points[0].at);
    REQUIRE(together[37].rounds[1].overlap == alone[0].rounds[1].overlap);
}

TEST_CASE("a run can be stopped before a round") {
    const DiscScene scene;
    const Embedding embedding = tiny_engine().encode(scene.image);
    const std::vector<InteractionTarget> targets{scene.target(1)};
    int rounds = 0;
    const InteractionOptions options{{.point = true}, 5, [&] {
                                         if (++rounds == 3) throw Interrupted("stopped");
                                     }};
    REQUIRE_THROWS_AS(run_rounds(tiny_engine(), embedding, targets, options), Interrupted);
    REQUIRE(rounds == 3);
}

TEST_CASE("a prompt kind that the model lacks is refused before anything runs") {
    Manifest manifest;
    manifest.name = "box-only";
    manifest.prompts.box = true;
    REQUIRE_NOTHROW(check_prompts_supported(manifest, {.box = true}, 1));
    REQUIRE_THROWS_WITH(check_prompts_supported(manifest, {.point = true}, 1), contains("takes no point prompts"));
    REQUIRE_THROWS_WITH(check_prompts_supported(manifest, {.box = true}, 2), contains("--rounds 1"));
    REQUIRE_THROWS_WITH(check_prompts_supported(manifest, {.box = true, .text = true}, 1), contains("text"));
}
