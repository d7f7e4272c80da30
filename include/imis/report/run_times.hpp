// How long an evaluation took, image by image. Times differ from run to run: they stand in tables for people and in
// summary.json, never in a file that the same seed gives the same bytes.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "imis/evaluation/store.hpp"
#include "imis/report/table.hpp"

namespace imis {

// Wall time in seconds. An image: from the loaded sample to its result, with the encoder, all rounds of all targets and
// repeats, their metrics and the masks that are saved. A mask-round, that is one mask for one prompt: the rounds' part
// of this divided by the number of masks, which are decoded in batches. Images run side by side take longer each than
// one alone. A GPU may still be encoding when the rounds begin, and then the rest of that counts as theirs.
struct RunTimes {
    std::int64_t images = 0;
    std::int64_t mask_rounds = 0;
    double image_mean = 0;
    double image_median = 0;
    double mask_round_mean = 0;    // of all masks
    double mask_round_median = 0;  // over images, of the mean over an image's masks
};

// All zeros where there are no times.
[[nodiscard]] RunTimes summarise_times(std::span<const StoredTime> times);

struct NamedTimes {
    std::string system;
    RunTimes times;
};

// A row for each system that has times; their names where there are several.
[[nodiscard]] Table time_table(const std::vector<NamedTimes>& systems);

}  // namespace imis
