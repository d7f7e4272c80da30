// Masks as run lengths, as COCO's annotation files have them (RLE): pixels are counted column after column, each from
// the top down, in runs that are background and foreground in turn.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "imis/image/image.hpp"

namespace imis {

// The lengths of a mask's runs; the first is background and may be 0, all others are not. They add up to the number of
// pixels.
[[nodiscard]] std::vector<std::uint32_t> run_lengths(const Mask& mask);

// Run lengths as the string that COCO's API calls compressed (rleToString in its maskApi.c): from the fourth on as the
// difference to the one two before, in groups of 5 bits, lowest first, with bit 5 set where more follow, each plus 48
// as a character.
[[nodiscard]] std::string compressed_run_lengths(std::span<const std::uint32_t> lengths);

}  // namespace imis
