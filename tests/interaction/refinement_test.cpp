// A person's rounds give the answers that the same prompts give in run_rounds.
#include "imis/interaction/refinement.hpp"

#include <ATen/ATen.h>

#include "catch.hpp"
#include "copied_bundle.hpp"
#include "drawn_mask.hpp"
#include "imis/base/error.hpp"
#include "imis/image/resize.hpp"
#include "imis/interaction/rounds.hpp"
#include "imis/model/input_spec.hpp"
#include "tiny_engine.hpp"

using namespace imis;

namespace {

constexpr Size scene_size{90, 120};

// A bright square on a slope.
Image scene() {
    Image image{scene_size, {}};
    for (int y = 0; y < scene_size.height; ++y) {
        for (int x = 0; x < scene_size.width; ++x) {
            const bool inside = x >= 40 && x < 80 && y >= 20 && y < 60;
            image.rgb.insert(image.rgb.end(), 3, static_cast<std::uint8_t>(inside ? 200 : 30 + x / 2));
        }
    }
    return image;
}

const Embedding& scene_embedding() {
    static const Embedding embedding = tiny_engine().encode(scene());
    return embedding;
}

Prompt click(float x, float y, int label = 1) {
    return {scene_size, {{{x, y}, label}}, {}, {}};
}

Prompt box_prompt() {
    return {scene_size, {}, Box{38, 18, 82, 62}, {}};
}

Prompt text_prompt(const std::string& words) {
    return {scene_size, {}, {}, words};
}

Protocol default_protocol() {
    return make_protocol(tiny_engine().manifest(), {});
}

Refinement new_refinement(const Protocol& protocol = default_protocol()) {
    return {tiny_engine(), scene_embedding(), protocol};
}

// The chosen logits [h, w].
at::Tensor chosen(const Refinement& refinement) {
    const Candidates& answer = refinement.answer();
    return answer.low_res[0][answer.chosen.item<std::int64_t>()];
}

// The logits of every round of run_rounds.
std::vector<at::Tensor> recorded_rounds(const std::vector<Prompt>& prompts, const Protocol& protocol) {
    const Mask truth{scene_size, std::vector<std::uint8_t>(static_cast<std::size_t>(scene_size.area()), 1)};
    const Mask grid = resize_nearest(truth, tiny_engine().manifest().input.size);
    InteractionTarget target;
    target.original = &truth;
    target.grid = &grid;
    target.sentence = tiny_engine().text_sentence("liver");
    target.text = tiny_engine().encode_sentence(target.sentence);
    target.recorded = prompts;
    InteractionOptions options;
    options.rounds = static_cast<int>(prompts.size());
    options.protocol = protocol;
    std::vector<at::Tensor> rounds;
    (void)run_rounds(tiny_engine(), scene_embedding(), {&target, 1}, options,
                     [&](int, std::span<const std::size_t>, const at::Tensor&, const at::Tensor& low_res) {
                         rounds.push_back(low_res[0].clone());
                     });
    return rounds;
}

}  // namespace

TEST_CASE("a person's prompts give the answers of recorded ones, under every protocol") {
    Protocol protocol = default_protocol();
    protocol.history = GENERATE(History::last, History::points, History::all);
    protocol.mask_feedback = GENERATE(MaskFeedback::logits, MaskFeedback::sigmoid, MaskFeedback::none);
    const std::vector<Prompt> prompts = {
        box_prompt(), click(70, 50), {scene_size, {}, {}, {}}, click(5, 80, 0), {{45, 60}, {{{22.5, 15}, 1}}, {}, {}}};
    const auto recorded = recorded_rounds(prompts, protocol);
    REQUIRE(recorded.size() == prompts.size());
    Refinement refinement = new_refinement(protocol);
    for (std::size_t round = 0; round < prompts.size(); ++round) {
        CAPTURE(round);
        refinement.give(prompts[round]);
        CHECK(at::equal(chosen(refinement), recorded[round]));
    }
}

TEST_CASE("points with a text give the answers of recorded ones") {
    Prompt first = click(60, 40);
    first.text = "liver";
    first.points.push_back({{3, 3}, 0});
    const std::vector<Prompt> prompts = {first, click(70, 50)};
    const auto recorded = recorded_rounds(prompts, default_protocol());
    Refinement refinement = new_refinement();
    refinement.give(first);
    CHECK(at::equal(chosen(refinement), recorded[0]));
    refinement.give(prompts[1]);
    CHECK(at::equal(chosen(refinement), recorded[1]));
}

TEST_CASE("one point chooses among the candidates, as in recorded rounds") {
    Refinement refinement = new_refinement();
    refinement.give(click(60, 40));
    CHECK(refinement.answer().chosen.item<std::int64_t>() > 0);
    CHECK(at::equal(chosen(refinement), recorded_rounds({click(60, 40)}, default_protocol())[0]));
}

TEST_CASE("undo takes the last prompt back as if it had not been given") {
    Refinement refinement = new_refinement();
    CHECK_FALSE(refinement.undo());
    refinement.give(box_prompt());
    const at::Tensor first = chosen(refinement);
    refinement.give(click(5, 5));
    CHECK(refinement.rounds() == 2);
    CHECK_FALSE(at::equal(chosen(refinement), first));
    CHECK(refinement.undo());
    CHECK(refinement.rounds() == 1);
    CHECK(at::equal(chosen(refinement), first));
    refinement.give(click(70, 50));
    CHECK(at::equal(chosen(refinement), recorded_rounds({box_prompt(), click(70, 50)}, default_protocol())[1]));
    CHECK(refinement.prompts().size() == 2);
    CHECK(refinement.prompts()[1].points[0].at == Point{70, 50});
    CHECK(refinement.undo());
    CHECK(refinement.undo());
    CHECK(refinement.rounds() == 0);
    CHECK_THROWS_AS(refinement.answer(), Error);
}

TEST_CASE("an empty round lets the last answer stand, but an object can't begin with one") {
    Refinement refinement = new_refinement();
    CHECK_THROWS_WITH(refinement.give({scene_size, {}, {}, {}}), contains("needs a point, a box or a text"));
    CHECK(refinement.rounds() == 0);
    refinement.give(box_prompt());
    const at::Tensor first = chosen(refinement);
    refinement.give({scene_size, {}, {}, {}});
    CHECK(refinement.rounds() == 2);
    CHECK(at::equal(chosen(refinement), first));
}

TEST_CASE("a later box takes the place of an earlier one") {
    Protocol protocol = default_protocol();
    protocol.mask_feedback = MaskFeedback::none;
    Refinement changed = new_refinement(protocol);
    changed.give({scene_size, {}, Box{0, 0, 30, 30}, {}});
    changed.give(box_prompt());
    Refinement direct = new_refinement(protocol);
    direct.give(box_prompt());
    CHECK(at::equal(chosen(changed), chosen(direct)));
}

TEST_CASE("the first answer sees the mask to start from, fed back as the protocol says") {
    Mask square = Mask::zeros(scene_size);
    for (int y = 20; y < 40; ++y) {
        for (int x = 40; x < 80; ++x) square.pixels[static_cast<std::size_t>(y * scene_size.width + x)] = 1;
    }
    const at::Tensor start = start_logits(tiny_engine().manifest(), square);
    PromptBatch batch;
    batch.boxes = at::tensor({38.0F * 256 / 120, 18.0F * 256 / 90, 82.0F * 256 / 120, 62.0F * 256 / 90}).view({1, 4});
    for (const MaskFeedback feedback : {MaskFeedback::logits, MaskFeedback::sigmoid, MaskFeedback::none}) {
        Protocol protocol = default_protocol();
        protocol.mask_feedback = feedback;
        Refinement refinement = new_refinement(protocol);
        refinement.give(box_prompt(), start);
        batch.mask = at::Tensor();
        if (feedback == MaskFeedback::logits) batch.mask = start.view({1, 1, 256, 256});
        if (feedback == MaskFeedback::sigmoid) batch.mask = start.sigmoid().view({1, 1, 256, 256});
        const at::Tensor expected = tiny_engine().decode(scene_embedding(), batch).low_res[0];
        CHECK((chosen(refinement) - expected).abs().max().item<double>() < 1e-4);
    }
}

TEST_CASE("prompts that the model does not take are refused, and the refinement continues") {
    const Engine ellipse(open_bundle(tiny_bundle().parent_path() / "ellipse"), {.device = "cpu"});
    const Embedding embedding = ellipse.encode(scene());
    Refinement refinement(ellipse, embedding, make_protocol(ellipse.manifest(), {}));
    CHECK_THROWS_AS(refinement.give(click(1, 2)), UsageError);
    CHECK_THROWS_WITH(refinement.give(click(1, 2)), contains("ellipse takes no point prompts; it takes a box"));
    CHECK_THROWS_WITH(refinement.give(text_prompt("liver")), contains("takes no text prompts"));
    CHECK_THROWS_WITH(refinement.give(box_prompt(), at::zeros({512, 512})), contains("takes no mask prompts"));
    refinement.give(box_prompt());
    CHECK_THROWS_AS(refinement.give(click(1, 2)), UsageError);
    CHECK(refinement.rounds() == 1);
}

TEST_CASE("a text is a name, a sentence or free words; one that is too long is refused") {
    const auto answer_to = [](const std::string& words) {
        Refinement refinement = new_refinement();
        refinement.give(text_prompt(words));
        return chosen(refinement);
    };
    const at::Tensor liver = answer_to("liver");
    CHECK(at::equal(liver, answer_to("A segmentation area of a liver.")));
    CHECK_FALSE(at::equal(liver, answer_to("bright square")));
    std::string words = "liver";
    for (int i = 0; i < 40; ++i) words += " and liver";
    Refinement refinement = new_refinement();
    CHECK_THROWS_AS(refinement.give(text_prompt(words)), UsageError);
    CHECK_THROWS_WITH(refinement.give(text_prompt(words)), contains("takes 32; shorten it"));
    CHECK(refinement.rounds() == 0);
}

TEST_CASE("a mask to start from becomes logits by the part of a low-res pixel that it covers") {
    Manifest manifest = tiny_engine().manifest();
    manifest.input.size = {4, 4};
    manifest.low_res = {2, 2};
    const at::Tensor logits = start_logits(manifest, drawn_mask({"##..", "##..", "#...", "...."}));
    CHECK(logits.sizes() == at::IntArrayRef({2, 2}));
    CHECK(at::equal(logits, at::tensor({10.0F, -10.0F, -5.0F, -10.0F}).view({2, 2})));
}

TEST_CASE("the padding beside a mask to start from is background") {
    Manifest manifest = tiny_engine().manifest();
    manifest.input.size = {4, 4};
    manifest.input.resize = Resize::longest_side;
    manifest.low_res = {4, 4};
    const at::Tensor logits = start_logits(manifest, drawn_mask({"####", "####"}));
    const Placement placement = place({2, 4}, manifest.input);
    CHECK(placement.content == Size{2, 4});
    CHECK((logits == 10).sum().item<std::int64_t>() == 8);
    CHECK((logits.narrow(0, placement.top, 2) == 10).all().item<bool>());
}
