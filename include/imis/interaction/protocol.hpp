// How a simulated user and a model work together: each choice has a word (model/manifest_words.hpp), the model's
// manifest gives the default, and the results record what was used.
#pragma once

#include <optional>

#include "imis/model/manifest.hpp"

namespace imis {

struct Protocol {
    ClickPolicy policy = ClickPolicy::imis;             // which pixel is clicked next
    History history = History::last;                    // which earlier prompts are sent again
    MaskFeedback mask_feedback = MaskFeedback::logits;  // what of the last mask is sent along
    ClickGrid grid = ClickGrid::model;                  // whose pixels are clicked: the model's, or the image's own
    int box_jitter = 0;                                 // pixels of that grid that a box's sides are moved by, at most
};

// What was asked for; where nothing was, the manifest's value holds.
struct ProtocolOptions {
    std::optional<ClickPolicy> policy;
    std::optional<History> history;
    std::optional<MaskFeedback> mask_feedback;
    std::optional<ClickGrid> grid;
    int box_jitter = 0;  // 0 or more
};

// Throws UsageError where the model can't do what is asked: it is to be fed a mask but takes none.
[[nodiscard]] Protocol make_protocol(const Manifest& manifest, const ProtocolOptions& options);

// Throws UsageError where the model does not take one of the kinds.
void check_taken(const Manifest& manifest, PromptKinds kinds);

// The same for a simulated user's first prompt; later rounds are corrected by points.
void check_taken(const Manifest& manifest, PromptKinds first, int rounds);

}  // namespace imis
