#include "imis/segmentation/object_answer.hpp"

#include <ATen/ATen.h>

#include "imis/base/error.hpp"
#include "imis/base/stopwatch.hpp"
#include "imis/image/mask_shape.hpp"

namespace imis {
namespace {

// On the first of the pixels that lie deepest inside the mask.
Click deepest_click(const Mask& mask) {
    const auto pixel = static_cast<int>(deepest_pixel(squared_depths(mask)).pixel);
    return {{static_cast<float>(pixel % mask.size.width), static_cast<float>(pixel / mask.size.width)}, 1};
}

}  // namespace

Prompt prompt_from_mask(const Manifest& manifest, const Mask& mask) {
    Prompt prompt;
    prompt.grid = mask.size;
    if (manifest.prompts.has(PromptKind::box)) {
        prompt.box = tight_box(mask);
    } else {
        prompt.points.push_back(deepest_click(mask));
    }
    return prompt;
}

ObjectAnswer segment_object(const Engine& engine, const Embedding& embedding, const Protocol& protocol,
                            const SlicePrompts& prompts, const at::Tensor& start, bool all_candidates) {
    const Stopwatch watch;
    Refinement refinement(engine, embedding, protocol);
    for (std::size_t round = 0; round < prompts.size(); ++round) {
        refinement.give(prompts[round], round == 0 ? start : at::Tensor());
    }
    ObjectAnswer result;
    result.best = read_answer(engine, embedding.placement, refinement.answer());
    result.decode_seconds = watch.seconds();
    if (all_candidates) result.candidates = read_candidates(engine, embedding.placement, refinement.answer());
    return result;
}

}  // namespace imis
