#include "probe.hpp"

#include <cmath>

#include "bundle_errors.hpp"

namespace imis {
namespace {

// Relative to 1 + |recorded value|: rounding of other machines' kernels stays far below, a wrong or damaged weight does not.
double tolerance(Precision precision) {
    return precision == Precision::fp32 ? 2e-3 : 1e-1;
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
    if (manifest.prompts.point) {
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
