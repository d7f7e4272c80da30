#include "slice_answers.hpp"

#include <algorithm>

#include <ATen/ATen.h>
#include <c10/core/InferenceMode.h>

#include "image_evaluation.hpp"
#include "imis/base/stage.hpp"
#include "imis/interaction/refinement.hpp"

namespace imis {

const Embedding& SliceAnswers::embedding(std::size_t slice) {
    const auto found = std::ranges::find(embeddings_, slice, [](const auto& entry) { return entry.first; });
    if (found != embeddings_.end()) {
        embeddings_.splice(embeddings_.begin(), embeddings_, found);
    } else {
        if (embeddings_.size() == kept_embeddings) embeddings_.pop_back();
        embeddings_.emplace_front(slice, engine_.encode(slices_[slice]));
    }
    return embeddings_.front().second;
}

std::optional<Mask> SliceAnswers::mask(std::size_t slice, std::span<const Prompt> given) {
    const Embedding& encoded = embedding(slice);
    const c10::InferenceMode inference;
    Refinement refinement(engine_, encoded, protocol_);
    {
        const StageScope stage(Stage::decode);
        for (const Prompt& prompt : given) refinement.give(prompt);
    }
    const StageScope stage(Stage::masks);
    const Candidates& answer = refinement.answer();
    const at::Tensor low_res = answer.low_res.select(1, answer.chosen.item<std::int64_t>());
    if (!low_res.isfinite().all().item<bool>()) return std::nullopt;
    return to_mask(engine_.foreground(engine_.to_original(low_res, encoded.placement)).squeeze(0));
}

}  // namespace imis
