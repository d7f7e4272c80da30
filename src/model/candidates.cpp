#include "candidates.hpp"

#include <ATen/ATen.h>

namespace imis {
namespace {

// The offered token of highest predicted IoU, [T].
at::Tensor best_token(const std::vector<std::int64_t>& tokens, const at::Tensor& predicted_iou) {
    const auto offered = at::tensor(tokens, at::kLong).to(predicted_iou.device());
    return offered.index_select(0, predicted_iou.index_select(1, offered).argmax(1));
}

// bool [T], for the masks of one token a target, [T, h, w].
at::Tensor is_stable(const StabilityRule& rule, const at::Tensor& logits) {
    const auto inner = (logits > rule.delta).sum({1, 2}).to(at::kFloat);
    const auto outer = (logits > -rule.delta).sum({1, 2}).to(at::kFloat);
    return at::where(outer > 0, inner / outer, at::ones_like(outer)) >= rule.threshold;
}

}  // namespace

at::Tensor choose_tokens(const CandidateRule& rule, bool single_point, const at::Tensor& logits,
                         const at::Tensor& predicted_iou) {
    if (single_point) return best_token(rule.single_point, predicted_iou);
    const at::Tensor token = best_token(rule.otherwise, predicted_iou);
    if (!rule.stability) return token;
    const auto target = at::arange(token.size(0), token.options());
    return at::where(is_stable(*rule.stability, logits.index({target, token})), token,
                     best_token(rule.stability->fallback, predicted_iou));
}

}  // namespace imis
