#include "image_evaluation.hpp"

namespace imis {

TextPrompts make_text_prompts(const Engine& engine, const Plan& plan, const EvaluationOptions& options) {
    TextPrompts prompts;
    if (!options.prompt.has(PromptKind::text) || !engine.manifest().prompts.has(PromptKind::text)) return prompts;
    for (const Dataset& dataset : plan.datasets) {
        for (const std::string& name : dataset.classes) {
            if (prompts.contains(name) || !target_wanted(options, name)) continue;
            const auto words = engine.label_sentence(name);
            if (words) prompts[name] = {*words, *engine.encode_label(name)};
        }
    }
    return prompts;
}

}  // namespace imis
