#include "decoder_answer.hpp"

#include <ATen/ATen.h>

#include "catch.hpp"

using namespace imis;

namespace {

const CandidateRule sam2{{1, 2, 3}, {0}, StabilityRule{0.05F, 0.75F, {1, 2, 3}}};

// Logits [T, 4, 2, 2], of which token 0 alone matters for stability.
at::Tensor logits_of(const std::vector<std::vector<float>>& token_0) {
    std::vector<at::Tensor> targets;
    for (const auto& values : token_0) {
        targets.push_back(at::cat({at::tensor(values).view({1, 2, 2}), at::full({3, 2, 2}, 9.0F)}));
    }
    return at::stack(targets);
}

std::vector<std::int64_t> chosen(const CandidateRule& rule, bool single_point, const at::Tensor& logits,
                                 const at::Tensor& iou) {
    const at::Tensor tokens = choose_tokens(rule, single_point, logits, iou).contiguous();
    return {tokens.const_data_ptr<std::int64_t>(), tokens.const_data_ptr<std::int64_t>() + tokens.numel()};
}

}  // namespace

TEST_CASE("stability is the share of the mask's pixels that are sure, at least the threshold") {
    const at::Tensor logits = logits_of({
        {1, 1, 1, 0},           // 3 of 4 above -0.05 are above 0.05: 0.75, stable
        {1, 1, 0, 0.01F},       // 2 of 4
        {-1, -1, -1, -1},       // no pixel at all: stable
        {0.05F, 1, -0.05F, 1},  // the bounds themselves are not above: 2 of 3
    });
    const at::Tensor iou = at::tensor({0.1F, 0.5F, 0.9F, 0.2F}).repeat({4, 1});
    CHECK(chosen(sam2, false, logits, iou) == std::vector<std::int64_t>{0, 2, 0, 2});
}

TEST_CASE("one point alone takes the best of its tokens, whatever their stability") {
    const at::Tensor iou = at::tensor({0.99F, 0.5F, 0.4F, 0.6F}).view({1, 4});
    CHECK(chosen(sam2, true, logits_of({{0, 0, 0, 0}}), iou) == std::vector<std::int64_t>{3});
}

TEST_CASE("without a rule of stability the token of highest predicted IoU answers") {
    const CandidateRule rule{{1}, {0, 3}, std::nullopt};
    const at::Tensor iou = at::tensor({0.3F, 0.9F, 0.8F, 0.4F, 0.5F, 0.1F, 0.1F, 0.2F}).view({2, 4});
    CHECK(chosen(rule, false, logits_of({{0, 0, 0, 0}, {0, 0, 0, 0}}), iou) == std::vector<std::int64_t>{3, 0});
}
