#include "imis/segmentation/object_answer.hpp"

#include <algorithm>
#include <chrono>

#include <ATen/ATen.h>

#include "imis/base/error.hpp"
#include "imis/image/distance.hpp"

namespace imis {
namespace {

// The first of the pixels that lie deepest inside the mask.
Click deepest_pixel(const Mask& mask) {
    const auto depths = squared_depths(mask);
    const auto deepest = std::ranges::max_element(depths) - depths.begin();
    return {{static_cast<float>(deepest % mask.size.width), static_cast<float>(deepest / mask.size.width)}, 1};
}

}  // namespace

Prompt prompt_from_mask(const Manifest& manifest, const Mask& mask) {
    Prompt prompt;
    prompt.grid = mask.size;
    if (manifest.prompts.box) {
        prompt.box = tight_box(mask);
    } else {
        prompt.points.push_back(deepest_pixel(mask));
    }
    return prompt;
}

ObjectAnswer segment_object(const Engine& engine, const Embedding& embedding, const Protocol& protocol,
                            const SlicePrompts& prompts, const at::Tensor& start, bool all_candidates) {
    const auto begin = std::chrono::steady_clock::now();
    GuidedSession session(engine, embedding, protocol);
    for (std::size_t round = 0; round < prompts.size(); ++round) {
        session.give(prompts[round], round == 0 ? start : at::Tensor());
    }
    ObjectAnswer result;
    result.answer = read_answer(engine, embedding.placement, session.answer());
    result.decode_seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    if (all_candidates) result.candidates = read_candidates(engine, embedding.placement, session.answer());
    return result;
}

}  // namespace imis
