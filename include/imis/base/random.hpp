// Random numbers keyed by what they are for, not drawn from a shared stream: the same (seed, data set, image, target,
// repeat, round) gives the same numbers whatever the threads, the batch size, the shard or the order.
#pragma once

#include <cstdint>
#include <string_view>

namespace imis {

// The key of one random decision. Extend it by what tells this decision from all others.
class RandomKey {
public:
    explicit RandomKey(std::uint64_t seed);

    // The key extended by a name or a number; (a).with("b") and (ab).with("") differ.
    [[nodiscard]] RandomKey with(std::string_view name) const;
    [[nodiscard]] RandomKey with(std::int64_t number) const;

    [[nodiscard]] std::uint64_t value() const { return value_; }

    // A number uniform in [0, 1) with 53 random bits; index tells several draws under one key apart.
    [[nodiscard]] double uniform(std::uint64_t index = 0) const;

    // A whole number uniform in [0, bound); bound > 0. The bias is below bound / 2^53.
    [[nodiscard]] std::uint64_t below(std::uint64_t bound, std::uint64_t index = 0) const;

private:
    RandomKey() = default;
    std::uint64_t value_ = 0;
};

}  // namespace imis
