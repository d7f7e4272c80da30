#include "imis/segmentation/object_answer.hpp"

#include <chrono>

#include <ATen/ATen.h>

#include "imis/base/error.hpp"
#include "imis/image/distance.hpp"

namespace imis {
namespace {

Click click_inside(const Mask& mask) {
    const std::size_t deepest = deepest_pixel(squared_depths(mask)).index;
    const auto width = static_cast<std::size_t>(mask.size.width);
    return {{static_cast<float>(deepest % width), static_cast<float>(deepest / width)}, 1};
}

}  // namespace

Prompt prompt_from_mask(const Manifest& manifest, const Mask& mask) {
    Prompt prompt;
    prompt.grid = mask.size;
    if (manifest.prompts.has(PromptKind::box)) {
        prompt.box = tight_box(mask);
    } else {
        prompt.points.push_back(click_inside(mask));
    }
    return prompt;
}

ObjectAnswer segment_object(const Engine& engine, const Embedding& embedding, const Protocol& protocol,
                            const SlicePrompts& prompts, const at::Tensor& start, bool all_candidates) {
    const auto begin = std::chrono::steady_clock::now();
    Refinement refinement(engine, embedding, protocol);
    for (std::size_t round = 0; round < prompts.size(); ++round) {
        refinement.give(prompts[round], round == 0 ? start : at::Tensor());
    }
    ObjectAnswer result;
    result.answer = read_answer(engine, embedding.placement, refinement.answer());
    result.decode_seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    if (all_candidates) result.candidates = read_candidates(engine, embedding.placement, refinement.answer());
    return result;
}

}  // namespace imis
