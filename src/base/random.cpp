#include "imis/base/random.hpp"

#include <cassert>

namespace imis {
namespace {

constexpr std::uint64_t golden_gamma = 0x9E3779B97F4A7C15ULL;  // 2^64 divided by the golden ratio, SplitMix64's step
constexpr std::uint64_t fnv_offset = 0xCBF29CE484222325ULL;
constexpr std::uint64_t fnv_prime = 0x00000100000001B3ULL;

// The finaliser of SplitMix64 (Steele, Lea and Flood 2014): every input bit changes each output bit half of the time.
std::uint64_t mix(std::uint64_t bits) {
    bits = (bits ^ (bits >> 30)) * 0xBF58476D1CE4E5B9ULL;
    bits = (bits ^ (bits >> 27)) * 0x94D049BB133111EBULL;
    return bits ^ (bits >> 31);
}

// One step of the FNV-1a hash.
std::uint64_t add_byte(std::uint64_t hash, std::uint8_t byte) {
    return (hash ^ byte) * fnv_prime;
}

std::uint64_t add_number(std::uint64_t hash, std::uint64_t number) {
    for (int shift = 0; shift < 64; shift += 8) {
        hash = add_byte(hash, static_cast<std::uint8_t>(number >> shift));
    }
    return hash;
}

// Tells a name from the number with the same bytes.
enum Kind : std::uint8_t { kind_name = 1, kind_number = 2 };

}  // namespace

RandomKey::RandomKey(std::uint64_t seed) : value_(mix(seed + golden_gamma)) {}

RandomKey RandomKey::with(std::string_view name) const {
    std::uint64_t hash = add_byte(add_number(fnv_offset, value_), kind_name);
    for (const char letter : name) {
        hash = add_byte(hash, static_cast<std::uint8_t>(letter));
    }
    RandomKey key;
    key.value_ = mix(hash + golden_gamma);
    return key;
}

RandomKey RandomKey::with(std::int64_t number) const {
    const std::uint64_t hash = add_byte(add_number(fnv_offset, value_), kind_number);
    RandomKey key;
    key.value_ = mix(add_number(hash, static_cast<std::uint64_t>(number)) + golden_gamma);
    return key;
}

double RandomKey::uniform(std::uint64_t index) const {
    const std::uint64_t bits = mix(value_ + (index + 1) * golden_gamma);
    return static_cast<double>(bits >> 11) * 0x1.0p-53;
}

std::uint64_t RandomKey::below(std::uint64_t bound, std::uint64_t index) const {
    assert(bound > 0);
    // uniform() times bound, in whole numbers: the upper part of a 53-bit by 64-bit product.
    __extension__ using Wide = unsigned __int128;
    const std::uint64_t bits = mix(value_ + (index + 1) * golden_gamma) >> 11;
    return static_cast<std::uint64_t>((static_cast<Wide>(bits) * bound) >> 53);
}

}  // namespace imis
