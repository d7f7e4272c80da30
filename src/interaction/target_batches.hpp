// Which targets of an image can be decoded together.
#pragma once

#include <span>
#include <vector>

#include "imis/interaction/session.hpp"

namespace imis {

// How many rounds a target takes: those asked for, or as many as were recorded where fewer.
[[nodiscard]] std::size_t rounds_of(const InteractionTarget& target, const InteractionOptions& options);

// The indices of the targets in batches of at most `most`, whose prompts have the same kinds and numbers of points in every
// round: a tensor holds them all. The order is that of the targets as far as that goes.
[[nodiscard]] std::vector<std::vector<std::size_t>> target_batches(std::span<const InteractionTarget> targets,
                                                                   const InteractionOptions& options, std::size_t most);

}  // namespace imis
