// The engine with the embedded bundle: recorded outputs, invariances, and bundles that must be refused.
#include "imis/model/engine.hpp"

#include <cmath>

#include <ATen/ATen.h>

#include "catch.hpp"
#include "copied_bundle.hpp"
#include "imis/base/error.hpp"
#include "imis/formats/npz.hpp"
#include "imis/formats/pictures.hpp"
#include "test_data.hpp"
#include "tiny_engine.hpp"

using namespace imis;

namespace {

at::Tensor array(const NpzArchive& archive, const std::string& name) {
    const NpyArray values = archive.read(name, std::uint64_t{1} << 26);
    return at::tensor(to_numbers(values), at::kDouble).to(at::kFloat).view(values.shape);
}

Image test_image() {
    return read_image(std::filesystem::path(IMIS_SOURCE_DIR) / "data/phantoms/phantom_ct/image/ct_000.png");
}

void compare(const Decoded& decoded, const NpzArchive& recorded, const std::string& name) {
    CAPTURE(name);
    // Recorded by the eager network in Python, one pixel in four along both sides; kernels of other processors differ
    // in the last bits.
    const at::Tensor low_res = decoded.low_res.slice(1, 0, at::nullopt, 4).slice(2, 0, at::nullopt, 4);
    CHECK((low_res - array(recorded, name + "_logits")).abs().max().item<double>() < 1e-3);
    CHECK((decoded.predicted_iou - array(recorded, name + "_iou")).abs().max().item<double>() < 1e-4);
}

PromptBatch point_prompt(std::vector<float> at, std::vector<std::int64_t> labels) {
    PromptBatch prompt;
    const auto count = static_cast<std::int64_t>(labels.size());
    prompt.points = at::tensor(at).view({1, count, 2});
    prompt.labels = at::tensor(labels, at::kLong).view({1, count});
    return prompt;
}

}  // namespace

TEST_CASE("logits and predicted IoU are those of the eager network for every kind of prompt") {
    // tests/data/engine/record_outputs.py wrote the recording.
    const NpzArchive recorded(fixture("engine/outputs.npz"));
    const Embedding embedding = tiny_engine().encode(test_image());
    const Decoded point = tiny_engine().decode(embedding, point_prompt({50, 60}, {1}));
    compare(point, recorded, "point");
    compare(tiny_engine().decode(embedding, point_prompt({50, 60, 15, 20}, {1, 0})), recorded, "two_points");

    PromptBatch box;
    box.boxes = at::tensor({30.0F, 35.0F, 90.0F, 100.0F}).view({1, 4});
    compare(tiny_engine().decode(embedding, box), recorded, "box");

    PromptBatch text;
    text.text = tiny_engine().encode_label("liver")->unsqueeze(0);
    compare(tiny_engine().decode(embedding, text), recorded, "text");

    PromptBatch all = point_prompt({50, 60}, {1});
    all.boxes = box.boxes;
    all.text = text.text;
    compare(tiny_engine().decode(embedding, all), recorded, "point_box_text");

    PromptBatch second = point_prompt({15, 20}, {0});
    second.mask = point.low_res.unsqueeze(1);
    compare(tiny_engine().decode(embedding, second), recorded, "point_with_mask");
}

TEST_CASE("the same image gives the same bits again") {
    const Image image = test_image();
    const Embedding first = tiny_engine().encode(image);
    const Embedding second = tiny_engine().encode(image);
    CHECK(at::equal(first.features[0], second.features[0]));
    const Decoded one = tiny_engine().decode(first, point_prompt({9, 8}, {1}));
    const Decoded two = tiny_engine().decode(second, point_prompt({9, 8}, {1}));
    CHECK(at::equal(one.low_res, two.low_res));
}

TEST_CASE("precisions of 16 bits stay near fp32, but are computed in 16 bits") {
    const Precision precision = GENERATE(Precision::bf16, Precision::fp16);
    const Engine half(open_bundle(tiny_bundle()), {"cpu", precision});
    const Embedding rounded = half.encode(test_image());
    for (const at::Tensor& feature : rounded.features) CHECK(feature.scalar_type() == scalar_type(precision));
    PromptBatch box;
    box.boxes = at::tensor({30.0F, 35.0F, 90.0F, 100.0F}).view({1, 4});
    const at::Tensor in_half = half.decode(rounded, box).low_res;
    const at::Tensor in_fp32 = tiny_engine().decode(tiny_engine().encode(test_image()), box).low_res;
    CHECK_FALSE(at::equal(in_half, in_fp32));
    CHECK(in_fp32.gt(0).any().item<bool>());
    CHECK(((in_half > 0) == (in_fp32 > 0)).to(at::kFloat).mean().item<double>() > 0.97);
}

TEST_CASE("masks go through the model grid to the original size") {
    const Size size = tiny_engine().manifest().low_res;
    const at::Tensor low_res = at::full({2, size.height, size.width}, -1.0F);
    low_res.slice(2, size.width / 2).fill_(1.0F);  // the right half
    const Engine& engine = tiny_engine();
    const Placement placement = engine.placement({10, 30});
    const at::Tensor values = engine.to_original(low_res, placement);
    CHECK(at::equal(values, engine.to_original(low_res, placement, engine.to_grid(low_res))));
    const at::Tensor mask = engine.foreground(values);
    CHECK(mask.sizes() == at::IntArrayRef({2, 10, 30}));
    CHECK(mask.slice(2, 0, 15).any().item<bool>() == false);
    CHECK(mask.slice(2, 15).all().item<bool>());
}

TEST_CASE("the embedding knows where its image lies") {
    const Image image = test_image();
    const Embedding embedding = tiny_engine().encode(image);
    CHECK(embedding.placement == tiny_engine().placement(image.size));
    CHECK(embedding.placement.original == image.size);
    CHECK(embedding.placement.content == tiny_engine().manifest().input.size);
}

TEST_CASE("the image's part of the grid alone goes to the original size") {
    const CopiedBundle copy;
    copy.edit([](nlohmann::json& manifest) { manifest["input"]["resize"] = "longest-side"; });
    const Engine engine(open_bundle(copy.path()), {.device = "cpu"});
    const Size size = engine.manifest().low_res;
    const at::Tensor low_res = at::full({1, size.height, size.width}, 1.0F);
    low_res.slice(1, size.height / 2).fill_(-1.0F);  // the lower half is padding of an image twice as wide as high
    const at::Tensor mask = engine.foreground(engine.to_original(low_res, engine.placement({100, 200})));
    CHECK(mask.sizes() == at::IntArrayRef({1, 100, 200}));
    CHECK(mask.all().item<bool>());
}

TEST_CASE("a sigmoid comes before the interpolation, and the threshold is a probability") {
    const CopiedBundle copy;
    copy.edit([](nlohmann::json& manifest) {
        manifest["output"] = {{"through", "original"}, {"activation", "sigmoid"}, {"threshold", 0.5}};
    });
    const Engine engine(open_bundle(copy.path()), {.device = "cpu"});
    // Two columns of logits 9 and -1 -> four: 9, 6.5, 1.5, -1, were they interpolated as logits.
    const at::Tensor low_res = at::tensor({9.0F, -1.0F}).view({1, 1, 2});
    const at::Tensor values = engine.to_original(low_res, engine.placement({1, 4}));
    const double high = 1 / (1 + std::exp(-9.0));
    const double low = 1 / (1 + std::exp(1.0));
    CHECK(values[0][0][0].item<double>() == Approx(high));
    CHECK(values[0][0][2].item<double>() == Approx(0.25 * high + 0.75 * low));
    CHECK(engine.foreground(values)[0][0][1].item<bool>());
    CHECK_FALSE(engine.foreground(values)[0][0][2].item<bool>());  // 0.45, though the logit would be 1.5
    CHECK(engine.to_grid(at::zeros({1, 256, 256})).eq(0.5F).all().item<bool>());
}

TEST_CASE("straight to the original size is not over the grid") {
    const CopiedBundle copy;
    copy.edit([](nlohmann::json& manifest) { manifest["output"]["through"] = "original"; });
    const Engine engine(open_bundle(copy.path()), {.device = "cpu"});
    const at::Tensor low_res = at::randn({2, 8, 8});
    const at::Tensor expected = at::upsample_bilinear2d(low_res.unsqueeze(1), {5, 13}, false).squeeze(1);
    CHECK(at::equal(engine.to_original(low_res, engine.placement({5, 13})), expected));
    CHECK(at::equal(engine.to_original(low_res, engine.placement({8, 8})), low_res));
}

TEST_CASE("an unstable candidate gives way to a fallback token") {
    const CopiedBundle copy;
    copy.edit([](nlohmann::json& manifest) {
        // All logits are above -delta and none above delta: a stability of 0.
        manifest["candidates"]["stability"] = {{"delta", 1e6}, {"threshold", 0.98}, {"fallback", {1, 2, 3}}};
    });
    const Engine engine(open_bundle(copy.path()), {.device = "cpu"});
    const Embedding embedding = tiny_engine().encode(test_image());
    const PromptBatch two_points = point_prompt({50, 60, 15, 20}, {1, 0});
    const Decoded stable = tiny_engine().decode(embedding, two_points);
    const Decoded fallback = engine.decode(embedding, two_points);
    CHECK_FALSE(at::equal(stable.low_res, fallback.low_res));
    // One point alone is no matter of stability.
    const PromptBatch point = point_prompt({50, 60}, {1});
    CHECK(at::equal(tiny_engine().decode(embedding, point).low_res, engine.decode(embedding, point).low_res));
}

TEST_CASE("a label without a text name has no vector") {
    CHECK_FALSE(tiny_engine().encode_label("no such organ").has_value());
    CHECK(tiny_engine().label_sentence("liver") == "A segmentation area of a liver.");
}

TEST_CASE("a module that is none is refused by name") {
    const CopiedBundle copy;
    copy.replace("mask_decoder.pt", "not a module");
    CHECK_THROWS_WITH(Engine(open_bundle(copy.path()), {.device = "cpu"}), contains("mask_decoder.pt"));
}

TEST_CASE("a module in another's place is refused at load") {
    const CopiedBundle copy;
    std::ifstream other(copy.path() / "prompt_encoder.pt", std::ios::binary);
    copy.replace("mask_decoder.pt", std::string(std::istreambuf_iterator<char>(other), {}));
    CHECK_THROWS_WITH(Engine(open_bundle(copy.path()), {.device = "cpu"}),
                      contains("mask_decoder.pt") && contains("takes 5 inputs, not 4"));
}

TEST_CASE("a module that gives something else is refused at load") {
    const CopiedBundle copy;
    std::ifstream other(copy.path() / "text_encoder.pt", std::ios::binary);
    copy.replace("image_encoder.pt", std::string(std::istreambuf_iterator<char>(other), {}));
    CHECK_THROWS_WITH(Engine(open_bundle(copy.path()), {.device = "cpu"}),
                      contains("image_encoder.pt") && contains("returns Tensor, not Tensor[]"));
}

TEST_CASE("a bundle whose parts do not belong together fails the probe") {
    const CopiedBundle copy;
    copy.edit([](nlohmann::json& manifest) { manifest["probe"]["predicted_iou"][0] = 17.0; });
    CHECK_THROWS_WITH(Engine(open_bundle(copy.path()), {.device = "cpu"}), contains("probe.predicted_iou"));
    copy.edit([](nlohmann::json& manifest) { manifest["low_res"] = {8, 8}; });
    CHECK_THROWS_WITH(Engine(open_bundle(copy.path()), {.device = "cpu"}), contains("'low_res'") || contains("probe"));
    const CopiedBundle other;
    other.edit([](nlohmann::json& manifest) { manifest["candidates"]["otherwise"] = {1, 9}; });
    CHECK_THROWS_WITH(Engine(open_bundle(other.path()), {.device = "cpu"}), contains("'candidates.otherwise'"));
    other.edit([](nlohmann::json& manifest) {
        manifest["candidates"]["otherwise"] = {0};
        manifest["candidates"]["stability"] = {{"delta", 0.05}, {"threshold", 0.98}, {"fallback", {4}}};
    });
    CHECK_THROWS_WITH(Engine(open_bundle(other.path()), {.device = "cpu"}),
                      contains("'candidates.stability.fallback'"));
}

TEST_CASE("devices that can't be had and names that are none are usage errors") {
    CHECK_THROWS_AS(Engine(open_bundle(tiny_bundle()), {.device = "gpu"}), UsageError);
    CHECK_THROWS_WITH(Engine(open_bundle(tiny_bundle()), {"cpu", Precision::tf32}), contains("precision 'tf32'"));
    if (!at::hasCUDA()) {
        CHECK_THROWS_WITH(Engine(open_bundle(tiny_bundle()), {.device = "cuda"}),
                          contains("device 'cuda' can't be used"));
    }
}
