// A model's answer for one object on one slice, read back from the device.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include <ATen/core/Tensor.h>

#include "imis/image/image.hpp"
#include "imis/model/engine.hpp"

namespace imis {

struct CategoryGuess {
    std::string name;
    double probability = 0;
};

struct MaskAnswer {
    Mask mask;                              // of the slice's size
    at::Tensor low_res;                     // float32 [h, w] logits, on the CPU
    double score = 0;                       // the IoU that the model predicts
    std::vector<CategoryGuess> categories;  // the most likely three, best first; empty where the model has none
    bool chosen = true;                     // among several candidates: the answer
};

// The mask of low-res logits float32 [1, h, w] at the original size.
[[nodiscard]] Mask original_mask(const Engine& engine, const Placement& placement, const at::Tensor& low_res);

// One of the C candidates of an answer with T = 1. Throws Error where its logits are not finite.
[[nodiscard]] MaskAnswer read_answer(const Engine& engine, const Placement& placement, const Candidates& answer,
                                     std::int64_t candidate);

// The chosen one.
[[nodiscard]] MaskAnswer read_answer(const Engine& engine, const Placement& placement, const Candidates& answer);

// All that the manifest's rule offers.
[[nodiscard]] std::vector<MaskAnswer> read_candidates(const Engine& engine, const Placement& placement,
                                                      const Candidates& answer);

}  // namespace imis
