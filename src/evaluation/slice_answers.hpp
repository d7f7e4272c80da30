// What a model answers in the slices of a volume.
#pragma once

#include <cstddef>
#include <list>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "imis/image/image.hpp"
#include "imis/interaction/prompt.hpp"
#include "imis/interaction/protocol.hpp"
#include "imis/model/engine.hpp"

namespace imis {

// The embeddings that are kept of a volume; further slices are encoded again when they are prompted again.
inline constexpr std::size_t kept_embeddings = 64;

class SliceAnswers {
public:
    // All arguments must outlive the object.
    SliceAnswers(const Engine& engine, const Protocol& protocol, const std::vector<Image>& slices)
        : engine_(engine), protocol_(protocol), slices_(slices) {}

    // The mask of an object in a slice after all prompts that it was given there, round by round (Refinement); none where
    // logits are not finite. `given` must not be empty.
    [[nodiscard]] std::optional<Mask> mask(std::size_t slice, std::span<const Prompt> given);

private:
    [[nodiscard]] const Embedding& embedding(std::size_t slice);

    const Engine& engine_;
    const Protocol& protocol_;
    const std::vector<Image>& slices_;
    std::list<std::pair<std::size_t, Embedding>> embeddings_;  // that used last first
};

}  // namespace imis
