// One object on one slice: from its prompts to its mask.
#pragma once

#include <filesystem>
#include <vector>

#include "imis/interaction/refinement.hpp"
#include "imis/segmentation/mask_answer.hpp"
#include "imis/segmentation/placed_prompts.hpp"

namespace imis {

struct ObjectAnswer {
    MaskAnswer best;                     // the candidate that the model chose
    std::vector<MaskAnswer> candidates;  // all that the model offers, where they were asked for
    SlicePrompts prompts;                // what was given, with what was added to a mask alone; empty where a neighbour
                                         // prompted
    double encode_seconds = 0;
    double decode_seconds = 0;
};

// A mask to start from, as low-res logits float32 [h, w]: a .npy file with [h, w] or [1, h, w] logits, a picture of the
// slice's size (foreground: any value but 0), or a label map on the study's grid (foreground: any label). A first
// prompt without point, box and text gets the mask's box, or a click at its deepest pixel where the model takes no
// boxes. Throws UsageError where the model takes no mask, and Error that names the file where it does not fit or holds
// no foreground.
[[nodiscard]] at::Tensor read_start_mask(const std::filesystem::path& file, const Engine& engine, const Study& study,
                                         const SliceAxes& axes, int slice, Prompt& first);

// A prompt that a mask stands for: its tight box, or where the model takes no boxes a click at its deepest pixel. The
// mask must not be empty.
[[nodiscard]] Prompt prompt_from_mask(const Manifest& manifest, const Mask& mask);

// Gives the prompts round by round. start: as Refinement::give.
[[nodiscard]] ObjectAnswer segment_object(const Engine& engine, const Embedding& embedding, const Protocol& protocol,
                                          const SlicePrompts& prompts, const at::Tensor& start, bool all_candidates);

}  // namespace imis
