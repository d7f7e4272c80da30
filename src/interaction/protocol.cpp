#include "imis/interaction/protocol.hpp"

#include "imis/base/error.hpp"

namespace imis {

Protocol make_protocol(const Manifest& manifest, const ProtocolOptions& options) {
    Protocol protocol{options.policy.value_or(manifest.policy), options.history.value_or(manifest.history),
                      options.mask_feedback.value_or(manifest.mask_feedback), options.grid.value_or(manifest.grid),
                      options.box_jitter};
    if (protocol.mask_feedback != MaskFeedback::none && !manifest.prompts.has(PromptKind::mask)) {
        throw UsageError("the model " + manifest.name + " takes no masks; its mask feedback must be none",
                         {"mask feedback"});
    }
    return protocol;
}

void check_taken(const Manifest& manifest, PromptKinds kinds) {
    const auto missing = kinds.first_missing_in(manifest.prompts);
    if (!missing) return;
    throw UsageError("the model " + manifest.name + " takes no " + std::string(info_of(*missing).word) +
                         " prompts; it takes " + taken_prompts(manifest.prompts),
                     {"prompt"});
}

void check_taken(const Manifest& manifest, PromptKinds first, int rounds) {
    if (rounds > 1 && !manifest.prompts.has(PromptKind::point)) {
        throw UsageError(
            "the model " + manifest.name +
                " takes no point prompts, which later rounds are corrected by; it can only be given one round",
            {"rounds"});
    }
    check_taken(manifest, first);
}

}  // namespace imis
