// From prompts on a slice to the mask that is read back.
#include "imis/segmentation/object_answer.hpp"

#include <algorithm>
#include <limits>

#include <ATen/ATen.h>

#include "catch.hpp"
#include "imis/base/error.hpp"
#include "imis/metrics/overlap.hpp"
#include "studies.hpp"

using namespace imis;

namespace {

constexpr Size disc_size{90, 120};

Mask true_disc() {
    const Image image = disc_image();
    Mask mask = Mask::zeros(image.size);
    for (std::size_t i = 0; i < mask.pixels.size(); ++i) mask.pixels[i] = image.rgb[3 * i] == 200 ? 1 : 0;
    return mask;
}

const Embedding& disc_embedding() {
    static const Embedding embedding = tiny_engine().encode(disc_image());
    return embedding;
}

Protocol protocol() {
    return make_protocol(tiny_engine().manifest(), {});
}

SlicePrompts box_prompts() {
    return {{disc_size, {}, Box{34, 14, 86, 66}, {}}};
}

SlicePrompts click_prompts() {
    return {{disc_size, {{{60, 40}, 1}}, {}, {}}};
}

ObjectAnswer answer_to(const SlicePrompts& prompts, bool all_candidates = false) {
    return segment_object(tiny_engine(), disc_embedding(), protocol(), prompts, {}, all_candidates);
}

}  // namespace

TEST_CASE("the answer for a box is the disc in it, at the slice's size") {
    const ObjectAnswer answer = answer_to(box_prompts());
    CHECK(answer.best.mask.size == disc_size);
    CHECK(dice(overlap(answer.best.mask, true_disc())) > 0.9);
    CHECK(answer.best.low_res.sizes() == at::IntArrayRef({256, 256}));
    CHECK(answer.best.score > 0.5);
    CHECK(answer.best.score < 1.1);
    CHECK(answer.best.chosen);
    CHECK(answer.candidates.empty());
    CHECK(answer.prompts.empty());
    CHECK(answer.decode_seconds > 0);
}

TEST_CASE("the mask is what the logits say at the slice's size") {
    const MaskAnswer answer = answer_to(click_prompts()).best;
    const at::Tensor mask =
        tiny_engine().foreground(tiny_engine().to_original(answer.low_res.unsqueeze(0), disc_embedding().placement));
    CHECK(mask.sum().item<std::int64_t>() == area(answer.mask));
}

TEST_CASE("the three most likely categories come best first") {
    const MaskAnswer answer = answer_to(box_prompts()).best;
    REQUIRE(answer.categories.size() == 3);
    CHECK(std::ranges::is_sorted(answer.categories, std::greater<>(), &CategoryGuess::probability));
    const auto& names = tiny_engine().category_names();
    for (const CategoryGuess& guess : answer.categories) {
        CHECK(std::ranges::count(names, guess.name) == 1);
        CHECK(guess.probability > 0);
    }
    const Embedding plain = ellipse_engine().encode(disc_image());
    const Protocol box_only = make_protocol(ellipse_engine().manifest(), {});
    CHECK(segment_object(ellipse_engine(), plain, box_only, box_prompts(), {}, true).best.categories.empty());
}

TEST_CASE("all candidates are those that the model offers, with the chosen one among them") {
    const ObjectAnswer click = answer_to(click_prompts(), true);
    REQUIRE(click.candidates.size() == 3);
    const auto chosen = std::ranges::find(click.candidates, true, &MaskAnswer::chosen);
    REQUIRE(chosen != click.candidates.end());
    CHECK(std::ranges::count(click.candidates, true, &MaskAnswer::chosen) == 1);
    CHECK(chosen->mask.pixels == click.best.mask.pixels);
    CHECK(chosen->score == click.best.score);
    CHECK(std::ranges::max(click.candidates, {}, &MaskAnswer::score).chosen);

    // For a box the model answers with its single mask, which the rule does not offer for a click.
    const ObjectAnswer box = answer_to(box_prompts(), true);
    REQUIRE(box.candidates.size() == 4);
    CHECK(box.candidates.front().chosen);
    CHECK(box.candidates.front().mask.pixels == box.best.mask.pixels);
}

TEST_CASE("later rounds correct the mask") {
    SlicePrompts prompts = box_prompts();
    prompts.push_back({disc_size, {{{60, 40}, 0}}, {}, {}});
    CHECK(area(answer_to(prompts).best.mask) != area(answer_to(box_prompts()).best.mask));
    prompts[1].points.clear();
    CHECK(answer_to(prompts).best.mask.pixels == answer_to(box_prompts()).best.mask.pixels);
    CHECK_THROWS_WITH(answer_to({{disc_size, {}, {}, {}}}), contains("needs a point, a box or a text"));
}

TEST_CASE("logits that are not finite are refused by the model's name") {
    Candidates answer;
    answer.low_res = at::full({1, 1, 256, 256}, std::numeric_limits<float>::quiet_NaN());
    answer.predicted_iou = at::ones({1, 1});
    answer.semantic = at::ones({1, 1, 4});
    answer.chosen = at::zeros({1}, at::kLong);
    answer.offered = {0};
    CHECK_THROWS_WITH(read_answer(tiny_engine(), disc_embedding().placement, answer),
                      contains("imis-tiny are not finite"));
}
