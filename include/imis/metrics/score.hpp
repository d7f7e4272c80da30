// One scored result: what is aggregated, and what the tables and files of a run are made of.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <tuple>
#include <vector>

#include "imis/base/random.hpp"
#include "imis/metrics/overlap.hpp"

namespace imis {

// The score of one (data set, image, target, repeat, round).
struct Score {
    std::string dataset;
    std::string modality;
    std::string image;
    std::string target;
    int repeat = 1;  // from 1
    int round = 1;   // from 1
    Overlap overlap;
    std::vector<double> values;  // one for each metric of a table, in its order
    // The volume or patient that the image is from, by its name within the data set; whoever fills it knows the rule.
    // Empty: not known, the image stands for itself.
    std::string cluster{};
    // What groups need, where it is known (grouping.hpp):
    std::string anatomical_group{};  // that of the target
    std::string target_kind{};       // "organ" or "lesion"
    std::int64_t image_pixels = 0;   // of the original image or volume
};

// What a score was drawn with: scores of one cluster are no independent ones. Names of images and volumes don't meet.
struct ClusterName {
    std::string dataset;
    bool is_volume = false;
    std::string name;
    bool operator<(const ClusterName& other) const {
        return std::tie(dataset, is_volume, name) < std::tie(other.dataset, other.is_volume, other.name);
    }
};

[[nodiscard]] ClusterName cluster_of(const Score& score);

// The key of the random draws over a list of clusters: that of the seed and their names alone, so that the same
// clusters are drawn whatever table they stand in.
[[nodiscard]] RandomKey sampling_key(std::uint64_t seed, std::span<const ClusterName> clusters);

// How many clusters of either kind there are.
struct ClusterCounts {
    std::int64_t images = 0;
    std::int64_t volumes = 0;

    [[nodiscard]] std::int64_t all() const { return images + volumes; }
    void add(const ClusterName& cluster) { ++(cluster.is_volume ? volumes : images); }
    bool operator==(const ClusterCounts&) const = default;
};

// "14 images", "9 volumes", "3 images and 9 volumes".
[[nodiscard]] std::string to_string(const ClusterCounts& counts);

}  // namespace imis
