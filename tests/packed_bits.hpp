// Masks in recorded files: a bit an element, as base64.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace imis {

// Bits from base64, the highest first.
inline std::vector<std::uint8_t> unpacked_bits(const std::string& text, std::size_t count) {
    const std::string alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::vector<std::uint8_t> bits;
    for (std::size_t i = 0; i < text.size() && bits.size() < count; ++i) {
        const std::size_t digit = alphabet.find(text[i]);
        for (int bit = 5; bit >= 0; --bit) bits.push_back(static_cast<std::uint8_t>(digit >> bit & 1U));
    }
    bits.resize(count);
    return bits;
}

}  // namespace imis
