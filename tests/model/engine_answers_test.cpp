// What the engine answers beyond the mask: sentences for words, likely categories, the masks that were not picked.
#include <cmath>

#include <ATen/ATen.h>

#include "catch.hpp"
#include "copied_bundle.hpp"
#include "imis/base/error.hpp"
#include "imis/formats/pictures.hpp"
#include "imis/model/engine.hpp"
#include "tiny_engine.hpp"

using namespace imis;

namespace {

const Embedding& phantom() {
    static const Embedding embedding = tiny_engine().encode(
        read_image(std::filesystem::path(IMIS_SOURCE_DIR) / "data/phantoms/phantom_ct/image/ct_000.png"));
    return embedding;
}

PromptBatch one_point() {
    PromptBatch batch;
    batch.points = at::tensor({50.0F, 60.0F}).view({1, 1, 2});
    batch.labels = at::ones({1, 1}, at::kLong);
    return batch;
}

PromptBatch two_boxes() {
    PromptBatch batch;
    batch.boxes = at::tensor({30.0F, 35.0F, 90.0F, 100.0F, 10.0F, 10.0F, 200.0F, 220.0F}).view({2, 4});
    return batch;
}

}  // namespace

TEST_CASE("words become the sentence that the model was trained with") {
    const Engine& engine = tiny_engine();
    CHECK(engine.text_sentence("liver") == "A segmentation area of a liver.");
    CHECK(engine.text_sentence("Femoral_Head") == engine.label_sentence("femoral_head"));
    CHECK(engine.text_sentence("A segmentation area of a bright blob.") == "A segmentation area of a bright blob.");
    CHECK(engine.text_sentence("bright blob") == "A segmentation area of a bright blob.");
    // Half a sentence is words like any other; names are put in in lower case.
    CHECK(engine.text_sentence("A segmentation area of a blob") ==
          "A segmentation area of a a segmentation area of a blob.");
    CHECK_THROWS_WITH(engine.text_sentence("\xff\xfe"), contains("UTF-8"));
}

TEST_CASE("the vector of a sentence is that of its label") {
    CHECK(at::equal(tiny_engine().encode_sentence("A segmentation area of a liver."),
                    *tiny_engine().encode_label("liver")));
    const std::string tokens(200, 'x');
    CHECK_THROWS_AS(tiny_engine().encode_sentence(tokens), UsageError);
    CHECK_THROWS_WITH(tiny_engine().encode_sentence(tokens), contains("imis-tiny takes 32; shorten it"));
}

TEST_CASE("a model without text says so") {
    const Engine ellipse(open_bundle(tiny_bundle().parent_path() / "ellipse"), {.device = "cpu"});
    CHECK_THROWS_WITH(ellipse.text_sentence("liver"), contains("takes no text prompts"));
    CHECK_FALSE(ellipse.category_probabilities(at::zeros({1, 4})).defined());
}

TEST_CASE("category probabilities add up to 1, and the largest is the category") {
    const at::Tensor semantic = tiny_engine().decode(phantom(), two_boxes()).semantic;
    const at::Tensor probabilities = tiny_engine().category_probabilities(semantic);
    CHECK(probabilities.sizes() ==
          at::IntArrayRef({2, static_cast<std::int64_t>(tiny_engine().category_names().size())}));
    CHECK((probabilities.sum(1) - 1).abs().max().item<double>() < 1e-5);
    CHECK(probabilities.min().item<double>() >= 0);
    CHECK(at::equal(probabilities.argmax(1), tiny_engine().categorise(semantic).squeeze(1)));
}

TEST_CASE("categories come by falling probability, as many as are asked for and there are") {
    const at::Tensor semantic = tiny_engine().decode(phantom(), two_boxes()).semantic;
    const at::Tensor probabilities = tiny_engine().category_probabilities(semantic);
    CHECK(at::equal(std::get<1>(probabilities.topk(3, 1)), tiny_engine().categorise(semantic, 3)));
    const auto all = static_cast<std::int64_t>(tiny_engine().category_names().size());
    CHECK(tiny_engine().categorise(semantic, all + 5).size(1) == all);
    // A vector of zeros is as near to one category as to another: the first ones are given.
    CHECK(at::equal(tiny_engine().categorise(at::zeros_like(semantic), 3)[0], at::arange(3)));
}

TEST_CASE("a label has the category that the table says, a model without a table none") {
    CHECK(tiny_engine().label_category("left_kidney") == "kidney");
    CHECK_FALSE(tiny_engine().label_category("unheard").has_value());
    const Engine ellipse(open_bundle(tiny_bundle().parent_path() / "ellipse"), {.device = "cpu"});
    CHECK_FALSE(ellipse.label_category("liver").has_value());
    CHECK_FALSE(ellipse.categorise(at::zeros({1, 4}), 3).defined());
}

TEST_CASE("the manifest's scale makes category probabilities sharper") {
    const CopiedBundle copy;
    copy.edit([](nlohmann::json& manifest) { manifest.erase("category_scale"); });
    const Engine plain(open_bundle(copy.path()), {.device = "cpu"});
    CHECK(plain.manifest().category_scale == 1);
    const at::Tensor semantic = tiny_engine().decode(phantom(), two_boxes()).semantic;
    const double scale = tiny_engine().manifest().category_scale;
    const at::Tensor expected = (plain.category_probabilities(semantic).log() * scale).softmax(1);
    CHECK((tiny_engine().category_probabilities(semantic) - expected).abs().max().item<double>() < 1e-5);
}

TEST_CASE("the chosen candidates are what decode gives") {
    for (const PromptBatch& batch : {one_point(), two_boxes()}) {
        const Candidates all = tiny_engine().decode_candidates(phantom(), batch);
        const Decoded decoded = tiny_engine().decode(phantom(), batch);
        CHECK(all.low_res.size(1) == 4);
        CHECK(all.offered == std::vector<std::int64_t>{1, 2, 3});
        for (std::int64_t target = 0; target < all.chosen.size(0); ++target) {
            const auto candidate = all.chosen[target].item<std::int64_t>();
            CHECK(at::equal(all.low_res[target][candidate], decoded.low_res[target]));
            CHECK(at::equal(all.predicted_iou[target][candidate], decoded.predicted_iou[target]));
            CHECK(at::equal(all.semantic[target][candidate], decoded.semantic[target]));
        }
    }
    const Candidates point = tiny_engine().decode_candidates(phantom(), one_point());
    CHECK(point.chosen.item<std::int64_t>() == 1 + point.predicted_iou[0].slice(0, 1).argmax().item<std::int64_t>());
    CHECK((tiny_engine().decode_candidates(phantom(), two_boxes()).chosen == 0).all().item<bool>());
    // One point is enough only where it comes alone.
    PromptBatch beside = one_point();
    beside.boxes = two_boxes().boxes.slice(0, 0, 1);
    CHECK(tiny_engine().decode_candidates(phantom(), beside).chosen.item<std::int64_t>() == 0);
    beside = one_point();
    beside.text = tiny_engine().encode_label("liver")->unsqueeze(0);
    CHECK(tiny_engine().decode_candidates(phantom(), beside).chosen.item<std::int64_t>() == 0);
    beside = one_point();
    beside.points = beside.points.repeat({1, 2, 1});
    beside.labels = beside.labels.repeat({1, 2});
    CHECK(tiny_engine().decode_candidates(phantom(), beside).chosen.item<std::int64_t>() == 0);
}

TEST_CASE("answers do not depend on the number of threads that compute them") {
    const Engine threaded(open_bundle(tiny_bundle()), {.device = "cpu", .threads = 2});
    const at::Tensor one = tiny_engine().decode(phantom(), two_boxes()).low_res;
    const at::Tensor two = threaded.decode(phantom(), two_boxes()).low_res;
    CHECK((one - two).abs().max().item<double>() < 1e-3);
}
