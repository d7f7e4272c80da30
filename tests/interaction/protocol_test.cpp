// What a protocol decides, and what is sent to the model under it.
#include "imis/interaction/protocol.hpp"

#include <ATen/ATen.h>

#include "catch.hpp"
#include "imis/base/error.hpp"
#include "sent_prompts.hpp"

using namespace imis;

namespace {

// Every field differs from the defaults of Protocol.
Manifest unusual_manifest() {
    Manifest manifest;
    manifest.name = "unusual";
    manifest.policy = ClickPolicy::ritm;
    manifest.history = History::points;
    manifest.mask_feedback = MaskFeedback::sigmoid;
    manifest.grid = ClickGrid::original;
    manifest.prompts = {PromptKind::point, PromptKind::mask};
    return manifest;
}

at::Tensor row(std::initializer_list<float> values, at::IntArrayRef shape) {
    return at::tensor(std::vector<float>(values)).view(shape);
}

// A point, a box and a text of one target, then a click, each on the model's grid.
PromptBatch first_batch() {
    PromptBatch batch;
    batch.points = row({1, 2}, {1, 1, 2});
    batch.labels = at::ones({1, 1}, at::kLong);
    batch.boxes = row({3, 4, 5, 6}, {1, 4});
    batch.text = row({7, 8}, {1, 2});
    return batch;
}
PromptBatch click_batch() {
    PromptBatch batch;
    batch.points = row({9, 10}, {1, 1, 2});
    batch.labels = at::zeros({1, 1}, at::kLong);
    return batch;
}

// What is sent in the second round, after an answer of logits 2.
PromptBatch second_round(History history, MaskFeedback feedback = MaskFeedback::logits) {
    Protocol protocol;
    protocol.history = history;
    protocol.mask_feedback = feedback;
    SentPrompts sent(protocol);
    sent.start(first_batch());
    sent.add(click_batch(), at::full({1, 4, 4}, 2.0F));
    return sent.batch();
}

}  // namespace

TEST_CASE("the manifest's protocol holds where nothing else is asked for") {
    const Protocol protocol = make_protocol(unusual_manifest(), {});
    CHECK(protocol.policy == ClickPolicy::ritm);
    CHECK(protocol.history == History::points);
    CHECK(protocol.mask_feedback == MaskFeedback::sigmoid);
    CHECK(protocol.grid == ClickGrid::original);
    CHECK(protocol.box_jitter == 0);
}

TEST_CASE("what is asked for takes the place of the manifest's protocol") {
    const Protocol protocol =
        make_protocol(unusual_manifest(), {ClickPolicy::cvpr25, History::all, MaskFeedback::none, ClickGrid::model, 7});
    CHECK(protocol.policy == ClickPolicy::cvpr25);
    CHECK(protocol.history == History::all);
    CHECK(protocol.mask_feedback == MaskFeedback::none);
    CHECK(protocol.grid == ClickGrid::model);
    CHECK(protocol.box_jitter == 7);
}

TEST_CASE("a mask is not fed to a model that takes none") {
    Manifest manifest = unusual_manifest();
    manifest.prompts = {PromptKind::point};
    CHECK_THROWS_AS(make_protocol(manifest, {}), UsageError);
    CHECK_THROWS_WITH(make_protocol(manifest, {}), contains("unusual takes no masks"));
    ProtocolOptions without_masks;
    without_masks.mask_feedback = MaskFeedback::none;
    CHECK(make_protocol(manifest, without_masks).mask_feedback == MaskFeedback::none);
}

TEST_CASE("history last: the new click is sent alone") {
    const PromptBatch sent = second_round(History::last);
    CHECK(at::equal(sent.points, row({9, 10}, {1, 1, 2})));
    CHECK(at::equal(sent.labels, at::zeros({1, 1}, at::kLong)));
    CHECK_FALSE(sent.boxes.defined());
    CHECK_FALSE(sent.text.defined());
}

TEST_CASE("history points: all clicks are sent in order, but neither box nor text") {
    const PromptBatch sent = second_round(History::points);
    CHECK(at::equal(sent.points, row({1, 2, 9, 10}, {1, 2, 2})));
    CHECK(at::equal(sent.labels, at::tensor({1, 0}, at::kLong).view({1, 2})));
    CHECK_FALSE(sent.boxes.defined());
    CHECK_FALSE(sent.text.defined());
}

TEST_CASE("history all: clicks, box and text are sent") {
    const PromptBatch sent = second_round(History::all);
    CHECK(at::equal(sent.points, row({1, 2, 9, 10}, {1, 2, 2})));
    CHECK(at::equal(sent.boxes, first_batch().boxes));
    CHECK(at::equal(sent.text, first_batch().text));
}

TEST_CASE("the last mask is sent as logits, as probabilities or not at all") {
    CHECK(at::equal(second_round(History::last, MaskFeedback::logits).mask, at::full({1, 1, 4, 4}, 2.0F)));
    const at::Tensor probabilities = second_round(History::last, MaskFeedback::sigmoid).mask;
    CHECK(probabilities.sizes() == at::IntArrayRef({1, 1, 4, 4}));
    CHECK(probabilities.max().item<double>() == Approx(0.880797).margin(1e-6));
    CHECK_FALSE(second_round(History::last, MaskFeedback::none).mask.defined());
}

TEST_CASE("clicks of a tensor go to the same place on the model's grid as those of a prompt") {
    // 40 x 20 pixels become 80 x 10, at (3, 5) of a grid of 100 x 50.
    const Placement placement = make_placement({20, 40}, {50, 100}, {10, 80}, 3, 5);
    const at::Tensor clicks = at::tensor({10, 4, 1, 39, 0, 0}, at::kLong).view({2, 3});
    const PromptBatch by_tensor = placed_clicks(clicks, {20, 40}, placement);
    CHECK(at::equal(by_tensor.points, row({23, 7, 81, 5}, {2, 1, 2})));
    CHECK(at::equal(by_tensor.labels, at::tensor({1, 0}, at::kLong).view({2, 1})));
    const std::vector<Prompt> prompts = {{{20, 40}, {{{10, 4}, 1}}, {}, {}}, {{20, 40}, {{{39, 0}, 0}}, {}, {}}};
    const PromptBatch by_prompt = on_model_grid(prompts, {}, placement, at::kCPU);
    CHECK(at::equal(by_prompt.points, by_tensor.points));
    CHECK(at::equal(by_prompt.labels, by_tensor.labels));
}
