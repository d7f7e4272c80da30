// A uniform draw from a set of pixels that does not depend on how the set is listed: every pixel gets a pseudo-random
// priority from the key and its index, and the pixel of highest priority is drawn.
//
// Unlike "the n-th of N pixels", a draw stays the same when the set gains or loses other pixels, so that rounding
// differences between devices, which move a few border pixels, hardly ever change a click.
#pragma once

#include <cstdint>

#include "imis/base/random.hpp"

namespace imis {

// The two 32-bit halves of a key that pixel priorities are made of.
struct PriorityKey {
    std::uint32_t low = 0;
    std::uint32_t high = 0;
};

[[nodiscard]] inline PriorityKey priority_key(const RandomKey& key) {
    return {static_cast<std::uint32_t>(key.value()), static_cast<std::uint32_t>(key.value() >> 32)};
}

// Multipliers of the mixing function, both below 2^31 so that tensors of signed numbers can hold them.
// Source: "hash-prospector" search for low-bias 32-bit integer hashes (C. Wellons), shifts 16-15-15.
inline constexpr std::uint32_t mix_first = 0x21f0aaad;
inline constexpr std::uint32_t mix_second = 0x735a2d97;

// A bijection of 32-bit numbers with every output bit depending on every input bit.
[[nodiscard]] constexpr std::uint32_t mix_bits(std::uint32_t value) {
    value ^= value >> 16;
    value *= mix_first;
    value ^= value >> 15;
    value *= mix_second;
    value ^= value >> 15;
    return value;
}

// The priority of a pixel (row-major index). Distinct pixels have distinct priorities under one key.
[[nodiscard]] constexpr std::uint32_t pixel_priority(PriorityKey key, std::uint32_t pixel) {
    return mix_bits(mix_bits(pixel ^ key.low) ^ key.high);
}

}  // namespace imis
