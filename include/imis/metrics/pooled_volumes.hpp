// Overlap of whole volumes from the scores of their slices: exact in three axes, over the slices that were evaluated.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "imis/metrics/overlap.hpp"
#include "imis/metrics/score.hpp"

namespace imis {

// What is measured of a pooled volume, by the names that metrics have (metric.hpp).
inline constexpr std::string_view pooled_metrics = "dice,iou,precision,recall";
inline constexpr std::size_t pooled_metric_count = 4;
using PooledValues = std::array<double, pooled_metric_count>;

// One (volume, target, repeat, round).
struct PooledVolume {
    std::string dataset;
    std::string volume;
    std::string target;
    int repeat = 1;
    int round = 1;
    std::int64_t slices = 0;  // that have the target and were evaluated
    Overlap overlap;          // summed over them
    PooledValues values{};    // of that sum
};

// Image means of a round with volumes in the place of images: the mean over volumes of the mean over a volume's targets
// and repeats.
struct PooledRound {
    int round = 1;
    std::int64_t volumes = 0;
    std::int64_t targets = 0;  // (volume, target)
    PooledValues means{};
};

struct PooledVolumes {
    std::vector<PooledVolume> volumes;  // by data set, volume, target, repeat, round
    std::vector<PooledRound> rounds;
};

// Pools the scores whose volume is known (Score::cluster); both lists are empty where none is.
[[nodiscard]] PooledVolumes pool_volumes(std::span<const Score> scores);

}  // namespace imis
