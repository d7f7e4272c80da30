#include "imis/segmentation/mask_answer.hpp"

#include <algorithm>

#include <ATen/ATen.h>
#include <c10/core/InferenceMode.h>

#include "imis/base/error.hpp"

namespace imis {
namespace {

constexpr std::int64_t guesses = 3;

// semantic: [1, K].
std::vector<CategoryGuess> likely_categories(const Engine& engine, const at::Tensor& semantic) {
    const at::Tensor probabilities = engine.category_probabilities(semantic);
    if (!probabilities.defined()) return {};
    const auto [best, index] = probabilities.cpu().topk(std::min(guesses, probabilities.size(1)), 1);
    std::vector<CategoryGuess> categories;
    for (std::int64_t i = 0; i < best.size(1); ++i) {
        const auto category = static_cast<std::size_t>(index.const_data_ptr<std::int64_t>()[i]);
        categories.push_back({engine.category_names().at(category), best.const_data_ptr<float>()[i]});
    }
    return categories;
}

std::int64_t chosen_candidate(const Candidates& answer) {
    return answer.chosen.item<std::int64_t>();
}

}  // namespace

Mask original_mask(const Engine& engine, const Placement& placement, const at::Tensor& low_res) {
    const at::Tensor mask =
        engine.foreground(engine.to_original(low_res, placement)).to(at::kCPU, at::kByte).contiguous();
    const auto* first = mask.const_data_ptr<std::uint8_t>();
    return {placement.original, {first, first + mask.numel()}};
}

MaskAnswer read_answer(const Engine& engine, const Placement& placement, const Candidates& answer,
                       std::int64_t candidate) {
    const c10::InferenceMode inference;
    const at::Tensor low_res = answer.low_res.select(1, candidate);
    MaskAnswer read;
    read.low_res = low_res.squeeze(0).to(at::kCPU, at::kFloat).contiguous();
    if (!read.low_res.isfinite().all().item<bool>()) {
        throw Error(
            "the logits of the model " + engine.manifest().name +
                " are not finite (NaN or infinity); check the bundle with imis model check, or use precision fp32",
            {"precision"});
    }
    read.mask = original_mask(engine, placement, low_res);
    read.score = answer.predicted_iou.select(1, candidate).item<double>();
    read.categories = likely_categories(engine, answer.semantic.select(1, candidate));
    read.chosen = candidate == chosen_candidate(answer);
    return read;
}

MaskAnswer read_answer(const Engine& engine, const Placement& placement, const Candidates& answer) {
    return read_answer(engine, placement, answer, chosen_candidate(answer));
}

std::vector<MaskAnswer> read_candidates(const Engine& engine, const Placement& placement, const Candidates& answer) {
    std::vector<std::int64_t> wanted = answer.offered;
    // A rule may choose beyond what it offers otherwise, such as the single mask that SAM gives for two points.
    const std::int64_t chosen = chosen_candidate(answer);
    if (std::ranges::find(wanted, chosen) == wanted.end()) wanted.insert(wanted.begin(), chosen);
    std::vector<MaskAnswer> all;
    for (const std::int64_t candidate : wanted) all.push_back(read_answer(engine, placement, answer, candidate));
    return all;
}

}  // namespace imis
