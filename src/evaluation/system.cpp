#include "imis/evaluation/system.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include "imis/base/error.hpp"
#include "imis/evaluation/run_folder.hpp"
#include "imis/model/manifest_words.hpp"

namespace imis {
namespace {

// Whether a benchmark is followed that goes on without a box, and can be.
bool box_may_be_missing(const EvaluationOptions& options) {
    return options.unit == EvaluationUnit::volume && options.figures == RoundFigures::cvpr25 && options.rounds > 1 &&
           options.prompt == PromptKinds{PromptKind::box};
}

// How far the model can follow the prompts that are asked for.
void set_rounds(System& system, const EvaluationOptions& options) {
    const PromptKinds taken = system.bundle.manifest.prompts;
    system.rounds = options.rounds;
    system.without_box = box_may_be_missing(options) && !taken.has(PromptKind::box) && taken.has(PromptKind::point);
    if (system.without_box) return;
    if (const auto missing = options.prompt.first_missing_in(taken)) {
        system.rounds = 0;
        system.lacks = info_of(*missing).word;
    } else if (options.rounds > 1 && !taken.has(PromptKind::point)) {
        system.rounds = 1;
        system.lacks = info_of(PromptKind::point).word;
    }
}

// A protocol by name says which mask is fed back to models that take one; who names the mask itself wants it taken.
ProtocolOptions protocol_of(const Manifest& manifest, const EvaluationOptions& options, ProtocolOptions protocol) {
    if (!options.named_protocol.empty() && !manifest.prompts.has(PromptKind::mask)) {
        protocol.mask_feedback = MaskFeedback::none;
    }
    return protocol;
}

void check_names(const std::vector<Bundle>& bundles) {
    std::set<std::string> names;
    for (const Bundle& bundle : bundles) {
        if (names.insert(bundle.manifest.name).second) continue;
        throw UsageError("two models are called '" + bundle.manifest.name + "' (one is " + bundle.folder.string() +
                         "); export one of them again under another name");
    }
}

UsageError lacks_prompts_of_file(const System& system, const EvaluationOptions& options) {
    return UsageError(options.prompts.string() + ": begins with a " + system.lacks + ", which the model " +
                      system.name() + " does not take; give prompts of another run, or another model");
}

}  // namespace

std::string System::policy_name() const {
    return own_clicks || origin == PromptOrigin::drawn ? word_of(policy_words, protocol.policy) : "recorded";
}

std::string System::history_name() const {
    return word_of(history_words, protocol.history);
}

std::string System::mask_feedback_name() const {
    return word_of(mask_feedback_words, protocol.mask_feedback);
}

std::string System::grid_name() const {
    return own_clicks || origin == PromptOrigin::drawn ? word_of(grid_words, protocol.grid) : "recorded";
}

std::size_t reference_system(const std::vector<System>& systems) {
    const auto rank = [](const System& system) { return std::pair(!system.lacks.empty(), system.name()); };
    return static_cast<std::size_t>(std::ranges::min_element(systems, {}, rank) - systems.begin());
}

std::vector<System> plan_systems(const EvaluationOptions& options, std::vector<Bundle> bundles) {
    check_names(bundles);
    ProtocolOptions protocol = options.protocol;
    // The grid of one of several models would be a matter of their order, or favour it.
    const bool by_volumes = options.unit == EvaluationUnit::volume;  // errors of many slices are compared
    if ((bundles.size() > 1 || by_volumes) && !protocol.grid) protocol.grid = ClickGrid::original;
    std::vector<System> systems;
    for (Bundle& bundle : bundles) {
        System system;
        system.protocol = make_protocol(bundle.manifest, protocol_of(bundle.manifest, options, protocol));
        if (bundles.size() > 1) system.folder = run_folder::system_folder(bundle.manifest.name);
        system.bundle = std::move(bundle);
        set_rounds(system, options);
        system.origin = options.prompts.empty() ? PromptOrigin::reference : PromptOrigin::file;
        system.own_clicks = options.own_clicks;
        systems.push_back(std::move(system));
    }
    System& reference = systems[reference_system(systems)];
    if (!options.prompts.empty()) {
        if (std::ranges::all_of(systems, [](const System& system) { return system.rounds == 0; }))
            throw lacks_prompts_of_file(reference, options);
    } else {
        if (!reference.without_box) check_taken(reference.bundle.manifest, options.prompt, options.rounds);
        reference.origin = PromptOrigin::drawn;
        reference.own_clicks = true;
    }
    return systems;
}

}  // namespace imis
