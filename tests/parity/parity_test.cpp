// The engine against the reference implementation on a real slice: a checkpoint of pseudo-random weights with the
// published names and shapes, exported by scripts/export_model.py, and the outputs that the official code gave with the
// same weights.
#include <cstdlib>
#include <fstream>
#include <functional>
#include <string>

#include <ATen/ATen.h>
#include <nlohmann/json.hpp>

#include "catch.hpp"
#include "imis/base/error.hpp"
#include "imis/data/sample.hpp"
#include "imis/formats/npz.hpp"
#include "imis/model/engine.hpp"
#include "test_data.hpp"

using namespace imis;

namespace {

// How far a value may be from the reference's (its own fp32 on another machine).
constexpr double tolerance = 2e-3;

struct Reference {
    explicit Reference(const std::filesystem::path& folder)
        : cases(nlohmann::json::parse(std::ifstream(folder / "imisnet.json"))), arrays(folder / "imisnet.npz") {}

    [[nodiscard]] at::Tensor array(const std::string& name) {
        const NpyArray values = arrays.read(name, std::uint64_t{1} << 26);
        const auto numbers = to_numbers(values);
        return at::tensor(numbers, at::kDouble).to(at::kFloat).view(values.shape);
    }

    nlohmann::json cases;
    NpzArchive arrays;
};

// A setting from the environment, for runs on another machine than the one that this was built on.
std::string setting(const char* name, const char* otherwise) {
    const char* given = std::getenv(name);
    return given != nullptr && *given != '\0' ? given : otherwise;
}

// The prompts that a case's name stands for, on the engine's device.
PromptBatch prompt_of(const nlohmann::json& entry, const Engine& engine, const Decoded* first_round) {
    const auto kind = entry.at("prompt").get<std::string>();
    const auto point = entry.at("point").get<std::vector<float>>();
    const auto negative = entry.at("negative").get<std::vector<float>>();
    const auto box = entry.at("box").get<std::vector<float>>();
    PromptBatch prompt;
    if (kind == "point" || kind == "point_and_text") {
        prompt.points = at::tensor(point).view({1, 1, 2});
        prompt.labels = at::ones({1, 1}, at::kLong);
    }
    if (kind == "text" || kind == "point_and_text") {
        prompt.text = engine.encode_label(entry.at("name").get<std::string>())->unsqueeze(0);
    }
    if (kind == "box" || kind == "two_points_and_box") prompt.boxes = at::tensor(box).view({1, 4});
    if (kind == "two_points_and_box") {
        prompt.points = at::tensor({point[0], point[1], negative[0], negative[1]}).view({1, 2, 2});
        prompt.labels = at::tensor({1, 0}, at::kLong).view({1, 2});
    }
    if (kind == "point_then_negative_point_with_mask") {
        prompt.points = at::tensor(negative).view({1, 1, 2});
        prompt.labels = at::zeros({1, 1}, at::kLong);
        prompt.mask = first_round->low_res.unsqueeze(1);
    }
    for (at::Tensor* part : {&prompt.points, &prompt.labels, &prompt.boxes}) {
        if (part->defined()) *part = part->to(engine.device());
    }
    return prompt;
}

// Fails in one line that says how far, where and how widely the values differ, and whether the engine says the same
// again. Gives what was computed.
at::Tensor check_close(const std::string& what, const std::function<at::Tensor()>& compute, const at::Tensor& expected,
                       double& largest) {
    const at::Tensor given = compute().to(at::kCPU);
    const at::Tensor differences = (given - expected).abs();
    const double difference = differences.max().item<double>();
    largest = std::max(largest, difference);
    CHECK(given.sizes() == expected.sizes());
    if (difference < tolerance) return given;
    const double again = (compute().to(at::kCPU) - given).abs().max().item<double>();
    FAIL_CHECK(what << ": largest difference " << difference << " at value "
                    << differences.argmax().item<std::int64_t>() << " of " << differences.numel() << ", median "
                    << differences.median().item<double>() << "; computed again " << again << " from the first");
    return given;
}

}  // namespace

TEST_CASE("the exported network gives the reference's logits on a real slice", "[real-data]") {
    const auto folder = test_data("parity");
    const auto btcv = test_data("BTCV");
    if (!folder || !btcv) return;
    Reference reference(*folder);
    const Engine engine(open_bundle(setting("IMIS_PARITY_BUNDLE", IMIS_PARITY_BUNDLE)),
                        {.device = setting("IMIS_TEST_DEVICE", "cpu")});

    DatasetItem item;
    item.image = reference.cases.at("image").get<std::string>();
    item.label = reference.cases.at("label").get<std::string>();
    const Sample sample = load_sample(read_dataset(*btcv), item);
    Embedding embedding;
    double largest = 0;
    const auto sampled_embedding = [&] {
        embedding = engine.encode(sample.image);
        return embedding.features[0][0]
            .slice(0, 0, at::nullopt, 48)
            .slice(1, 0, at::nullopt, 8)
            .slice(2, 0, at::nullopt, 8);
    };
    check_close("embedding", sampled_embedding, reference.array("embedding_c48_y8_x8"), largest);
    WARN("largest difference of the embedding: " << largest);

    largest = 0;
    const auto text_vectors = [&] {
        return at::stack({*engine.encode_label("aorta"), *engine.encode_label("inferior vena cava")});
    };
    check_close("text vectors", text_vectors, reference.array("text_vectors"), largest);
    WARN("largest difference of text vectors: " << largest);

    std::map<int, Decoded> first_rounds;
    largest = 0;
    for (const auto& entry : reference.cases.at("cases")) {
        const auto key = entry.at("key").get<std::string>();
        CAPTURE(key);
        const int target = entry.at("class_index").get<int>();
        const auto found = first_rounds.find(target);
        const Decoded* first_round = found == first_rounds.end() ? nullptr : &found->second;
        Decoded decoded;
        const auto sampled_logits = [&] {
            decoded = engine.decode(embedding, prompt_of(entry, engine, first_round));
            return decoded.low_res[0].slice(0, 0, at::nullopt, 2).slice(1, 0, at::nullopt, 2);
        };
        const at::Tensor expected = reference.array(key + "/low_res_logits_y2_x2");
        const at::Tensor given = check_close(key + ": low-res logits", sampled_logits, expected, largest);
        check_close(
            key + ": semantic vector", [&] { return decoded.semantic[0]; }, reference.array(key + "/semantic"),
            largest);
        if (entry.at("prompt") == "point") first_rounds[target] = decoded;

        CHECK(decoded.predicted_iou.item<double>() == Approx(entry.at("predicted_iou").get<double>()).margin(1e-3));
        CHECK(((given > 0) == (expected > 0)).to(at::kDouble).mean().item<double>() > 0.999);
        const auto category = engine.categorise(decoded.semantic).item<std::int64_t>();
        CHECK(engine.category_names().at(static_cast<std::size_t>(category)) ==
              entry.at("category").get<std::string>());
    }
    WARN("largest difference of logits and semantic vectors: " << largest);
}
