// What is given for one object of a volume in one round.
#pragma once

#include <cstdint>
#include <string>

#include "imis/interaction/prompt.hpp"

namespace imis {

// A prompt in pixels of a slice, and the slices that are given it, first to last.
struct VolumePrompt {
    Prompt prompt;
    std::int64_t first_slice = 0;
    std::int64_t last_slice = 0;
};

// One line of JSON: that of the prompt (to_json in prompt.hpp) with "slices":[first,last]; without slices where nothing
// was given.
[[nodiscard]] std::string to_json(const VolumePrompt& prompt);

}  // namespace imis
