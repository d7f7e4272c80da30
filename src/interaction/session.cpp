#include "imis/interaction/session.hpp"

#include <utility>

#include <c10/core/InferenceMode.h>

#include "batch_session.hpp"
#include "imis/base/error.hpp"
#include "target_batches.hpp"

namespace imis {

std::vector<TargetOutcome> run_rounds(const Engine& engine, const Embedding& embedding,
                                      std::span<const InteractionTarget> targets, const InteractionOptions& options,
                                      const RoundObserver& observer) {
    check_prompts_supported(engine.manifest(), options.first, options.rounds);
    const c10::InferenceMode inference;
    std::vector<TargetOutcome> all(targets.size());
    for (const auto& indices : target_batches(targets, options, static_cast<std::size_t>(engine.batch_size()))) {
        Targets batch;
        for (const std::size_t index : indices) batch.push_back(&targets[index]);
        BatchSession session(engine, embedding, std::move(batch), options);
        session.run(observer, indices);
        auto outcomes = session.outcomes();
        for (std::size_t i = 0; i < indices.size(); ++i) all[indices[i]] = std::move(outcomes[i]);
    }
    return all;
}

std::string missing_prompt(const Manifest& manifest, const PromptKinds& kinds) {
    if (kinds.point && !manifest.prompts.point) return "point";
    if (kinds.box && !manifest.prompts.box) return "box";
    if (kinds.text && !manifest.prompts.text) return "text";
    return "";
}

std::string taken_prompts(const PromptSupport& takes) {
    std::string text;
    for (const auto& [taken, word] : {std::pair{takes.point, "points"},
                                      {takes.box, "a box"},
                                      {takes.text, "a name"},
                                      {takes.mask, "the last mask"}}) {
        if (taken) text += (text.empty() ? "" : ", ") + std::string(word);
    }
    return text;
}

void check_prompts_supported(const Manifest& manifest, const PromptKinds& kinds, int rounds) {
    const bool corrected = rounds > 1 && !manifest.prompts.point;
    const std::string missing = corrected ? "point" : missing_prompt(manifest, kinds);
    if (missing.empty()) return;
    throw UsageError("the model " + manifest.name + " takes no " + missing + " prompts; use another --prompt" +
                     (corrected ? ", or --rounds 1 (later rounds are corrected by points)" : ""));
}

}  // namespace imis
