#include "decoder_answer.hpp"

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

// Values that have the size already are passed on as they are.
at::Tensor interpolate(const at::Tensor& values, Size size) {
    if (values.size(1) == size.height && values.size(2) == size.width) return values;
    return at::upsample_bilinear2d(values.unsqueeze(1), {size.height, size.width}, /*align_corners=*/false).squeeze(1);
}

at::Tensor activate(const OutputSpec& output, const at::Tensor& low_res) {
    return output.activation == MaskActivation::sigmoid ? low_res.sigmoid() : low_res;
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

at::Tensor grid_values(const OutputSpec& output, const at::Tensor& low_res, Size grid) {
    return interpolate(activate(output, low_res), grid);
}

at::Tensor image_part(const at::Tensor& grid_values, const Placement& placement) {
    return grid_values.narrow(1, placement.top, placement.content.height)
        .narrow(2, placement.left, placement.content.width);
}

at::Tensor original_values(const OutputSpec& output, const at::Tensor& low_res, const Placement& placement,
                           const at::Tensor& grid) {
    if (output.through == OutputPath::original) return interpolate(activate(output, low_res), placement.original);
    const at::Tensor on_grid = grid.defined() ? grid : grid_values(output, low_res, placement.grid);
    return interpolate(image_part(on_grid, placement), placement.original);
}

}  // namespace imis
