#include "imis/interaction/protocol.hpp"

#include <array>
#include <utility>

#include "imis/base/error.hpp"

namespace imis {
namespace {

template <typename Choice, std::size_t count>
using Words = std::array<std::pair<Choice, const char*>, count>;

constexpr Words<History, 3> histories = {{{History::last, "last"}, {History::points, "points"}, {History::all, "all"}}};
constexpr Words<MaskFeedback, 3> feedbacks = {
    {{MaskFeedback::logits, "logits"}, {MaskFeedback::sigmoid, "sigmoid"}, {MaskFeedback::none, "none"}}};
constexpr Words<ClickGrid, 2> grids = {{{ClickGrid::model, "model"}, {ClickGrid::original, "original"}}};

template <typename Choice, std::size_t count>
Choice parse(const Words<Choice, count>& words, const std::string& word, const std::string& option) {
    std::string known;
    for (const auto& [choice, name] : words) {
        if (word == name) return choice;
        known += (known.empty() ? "" : ", ") + std::string(name);
    }
    throw UsageError(option + " '" + word + "' is not known; it is one of " + known);
}

template <typename Choice, std::size_t count>
std::string name_of(const Words<Choice, count>& words, Choice choice) {
    for (const auto& [known, name] : words) {
        if (known == choice) return name;
    }
    throw Error("a protocol's choice has no name");
}

}  // namespace

Protocol make_protocol(const Manifest& manifest, const ProtocolOptions& options) {
    Protocol protocol{options.policy.value_or(manifest.policy), options.history.value_or(manifest.history),
                      options.mask_feedback.value_or(manifest.mask_feedback), options.grid.value_or(manifest.grid),
                      options.box_jitter};
    if (protocol.mask_feedback != MaskFeedback::none && !manifest.prompts.mask) {
        throw UsageError("the model " + manifest.name + " takes no masks; use --mask-feedback none, or leave it out");
    }
    return protocol;
}

History parse_history(const std::string& word) {
    return parse(histories, word, "--history");
}
MaskFeedback parse_mask_feedback(const std::string& word) {
    return parse(feedbacks, word, "--mask-feedback");
}
ClickGrid parse_click_grid(const std::string& word) {
    return parse(grids, word, "--grid");
}

std::string to_string(History history) {
    return name_of(histories, history);
}
std::string to_string(MaskFeedback feedback) {
    return name_of(feedbacks, feedback);
}
std::string to_string(ClickGrid grid) {
    return name_of(grids, grid);
}

}  // namespace imis
