// Which images are for training, and which for testing.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "imis/data/dataset.hpp"

namespace imis {

struct SplitShares {
    double training = 0;
    double test = 1;
};

// "test", "training", or two numbers such as "90:10" (training : test). Throws UsageError.
[[nodiscard]] SplitShares parse_split(const std::string& words);

// What is split: images by name, of which those of one group (a volume) stay together.
struct SplitCandidate {
    std::string name;
    std::string group;
};

// The split of each, none for test images beyond the limit (0: no limit). Groups are drawn by the seed and their names
// alone; of two groups or more each split that has a share gets one at least, a single one is for testing. Test images to
// be left out are drawn likewise.
[[nodiscard]] std::vector<std::optional<Split>> plan_split(const std::vector<SplitCandidate>& candidates,
                                                           const SplitShares& shares, std::uint64_t seed,
                                                           std::size_t most_test);

}  // namespace imis
