// The systems of a run: each a model with its protocol, and where its prompts come from.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "imis/evaluation/options.hpp"
#include "imis/interaction/protocol.hpp"
#include "imis/model/bundle.hpp"

namespace imis {

// Where the prompts of a system come from.
enum class PromptOrigin {
    drawn,      // by its own policy
    file,       // recorded prompts of a file; targets that are not in it are left out
    reference,  // what another system of the run was given; targets that it was not given are skipped
};

struct System {
    Bundle bundle;
    Protocol protocol;
    int rounds = 0;            // of those asked for that the model can be given; 0: not even the first prompt
    std::string lacks;         // the kind of prompt that keeps it from more, by its word; empty: nothing does
    bool without_box = false;  // it takes no box: the round of the box gives nothing, and an empty mask is scored
    PromptOrigin origin = PromptOrigin::drawn;
    bool own_clicks = true;  // after the first prompt its own errors are clicked on
    std::string folder;      // of its masks and logits below those of the run; empty where it is the only system

    [[nodiscard]] const std::string& name() const { return bundle.manifest.name; }

    // The protocol as results record it, by the words of the command line; policy and grid are "recorded" where all
    // prompts are.
    [[nodiscard]] std::string policy_name() const;
    [[nodiscard]] std::string history_name() const;
    [[nodiscard]] std::string mask_feedback_name() const;
    [[nodiscard]] std::string grid_name() const;
};

// The systems of a run in the order of `bundles`, on which nothing else depends. By volumes and with the
// figures of cvpr25 a model without boxes begins with clicks (without_box), as the challenge has it where a box is
// missing. Where there are several systems, prompts count
// in pixels of the image unless the options say otherwise. `prompt` and `rounds` of the options hold, or those of the prompts
// file. A protocol by name feeds no masks to a model that takes none. Throws UsageError where two models share a name, where prompts are drawn and no model takes them all, or where
// they are recorded and no model takes even the first.
[[nodiscard]] std::vector<System> plan_systems(const EvaluationOptions& options, std::vector<Bundle> bundles);

// The system whose prompts the others replay: by name the first of those that can be given everything, whatever their
// order. Of one system or more.
[[nodiscard]] std::size_t reference_system(const std::vector<System>& systems);

// The recorded prompts of one image: (target, repeat) -> what was given round by round.
using RecordedPrompts = std::map<std::pair<std::string, int>, std::vector<Prompt>>;

// Gives the recorded prompts of an image: data set, image name, position in dataset.json. Called from several threads.
using PromptSource =
    std::function<RecordedPrompts(const std::string& dataset, const std::string& image, std::int64_t item)>;

}  // namespace imis
