#include "network_checks.hpp"

#include <cmath>
#include <sstream>

#include "bundle_errors.hpp"

namespace imis {
namespace {

std::string shape_text(at::IntArrayRef shape) {
    std::ostringstream text;
    text << shape;
    return text.str();
}

void check_shape(const std::filesystem::path& file, const at::Tensor& tensor, std::vector<std::int64_t> expected,
                 const std::string& what, const std::string& field) {
    if (tensor.sizes() != at::IntArrayRef(expected)) {
        throw misfit(file, what + " has shape " + shape_text(tensor.sizes()) + ", not " + shape_text(expected), field);
    }
}

// Relative to 1 + |recorded value|: rounding of other machines' kernels stays far below, a wrong or damaged weight does
// not.
double tolerance(Precision precision) {
    switch (precision) {
        case Precision::fp32:
            break;
        case Precision::tf32:
        case Precision::fp16:
            return 2e-2;
        case Precision::bf16:
            return 1e-1;
    }
    return 2e-3;
}

void check_tokens(const std::filesystem::path& file, const std::vector<std::int64_t>& named, std::int64_t tokens,
                  const std::string& field) {
    for (const auto token : named) {
        if (token >= tokens) throw misfit(file, "there is no mask token " + std::to_string(token), field);
    }
}

void check_value(const std::filesystem::path& file, double value, double recorded, double allowed,
                 const std::string& field) {
    if (!(std::abs(value - recorded) <= allowed * (1 + std::abs(recorded)))) {
        throw misfit(file, "the probe gave " + std::to_string(value) + ", recorded was " + std::to_string(recorded),
                     field);
    }
}

}  // namespace

void check_decoder_shapes(const Manifest& manifest, const std::filesystem::path& file, const DecoderOutput& output,
                          std::int64_t targets, std::optional<std::int64_t> semantic_size) {
    const auto tokens = static_cast<std::int64_t>(manifest.probe.predicted_iou.size());
    const std::string of_targets = " for " + std::to_string(targets) + (targets == 1 ? " target" : " targets");
    check_shape(file, output.predicted_iou, {targets, tokens}, "the predicted IoU" + of_targets, "probe.predicted_iou");
    check_shape(file, output.logits, {targets, tokens, manifest.low_res.height, manifest.low_res.width},
                "the array of logits" + of_targets, "low_res");
    const std::int64_t given = output.semantic.dim() == 3 ? output.semantic.size(2) : 1;
    check_shape(file, output.semantic, {targets, tokens, semantic_size.value_or(given)},
                "the array of semantic vectors" + of_targets, semantic_size ? "categories" : "probe.predicted_iou");
}

void check_features(const Manifest& manifest, const std::filesystem::path& file,
                    const std::vector<at::Tensor>& features) {
    if (features.size() != manifest.features.size()) {
        throw misfit(
            file,
            "gives " + std::to_string(features.size()) + " tensors, not " + std::to_string(manifest.features.size()),
            "features");
    }
    for (std::size_t i = 0; i < features.size(); ++i) {
        std::vector<std::int64_t> expected = manifest.features[i];
        expected.insert(expected.begin(), 1);
        check_shape(file, features[i], expected, "output " + std::to_string(i), "features");
    }
}

void check_decoder_probe(const Manifest& manifest, const std::filesystem::path& file, const DecoderOutput& output,
                         Precision precision) {
    const auto tokens = static_cast<std::int64_t>(manifest.probe.predicted_iou.size());
    const CandidateRule& rule = manifest.candidates;
    check_tokens(file, rule.single_point, tokens, "candidates.single_point");
    check_tokens(file, rule.otherwise, tokens, "candidates.otherwise");
    if (rule.stability) check_tokens(file, rule.stability->fallback, tokens, "candidates.stability.fallback");
    const auto predicted = output.predicted_iou.to(at::kCPU).contiguous();
    for (std::int64_t i = 0; i < tokens; ++i) {
        check_value(file, predicted.data_ptr<float>()[i], manifest.probe.predicted_iou[static_cast<std::size_t>(i)],
                    tolerance(precision), "probe.predicted_iou");
    }
    check_value(file, output.logits.mean().item<double>(), manifest.probe.logits_mean, tolerance(precision),
                "probe.logits_mean");
}

PromptBatch probe_prompt(const Manifest& manifest, const at::Device& device) {
    const auto width = static_cast<float>(manifest.input.size.width);
    const auto height = static_cast<float>(manifest.input.size.height);
    PromptBatch prompt;
    if (manifest.prompts.has(PromptKind::point)) {
        prompt.points = at::tensor({width / 2, height / 2}).view({1, 1, 2}).to(device);
        prompt.labels = at::ones({1, 1}, at::kLong).to(device);
    } else {
        prompt.boxes = at::tensor({0.0F, 0.0F, width - 1, height - 1}).view({1, 4}).to(device);
    }
    return prompt;
}

Embedding probe_embedding(const Manifest& manifest, const at::TensorOptions& options) {
    Embedding embedding;
    for (std::vector<std::int64_t> shape : manifest.features) {
        shape.insert(shape.begin(), 1);
        embedding.features.push_back(at::zeros(shape, options));
    }
    return embedding;
}

}  // namespace imis
