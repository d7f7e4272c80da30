#include "imis/interaction/protocol.hpp"

#include "imis/base/error.hpp"

namespace imis {

Protocol make_protocol(const Manifest& manifest, const ProtocolOptions& options) {
    Protocol protocol{options.policy.value_or(manifest.policy), options.history.value_or(manifest.history),
                      options.mask_feedback.value_or(manifest.mask_feedback), options.grid.value_or(manifest.grid),
                      options.box_jitter};
    if (protocol.mask_feedback != MaskFeedback::none && !manifest.prompts.mask) {
        throw UsageError("the model " + manifest.name + " takes no masks; use --mask-feedback none, or leave it out");
    }
    return protocol;
}

}  // namespace imis
