#include "imis/metrics/score.hpp"

namespace imis {
namespace {

std::string counted(std::int64_t count, const std::string& thing) {
    return std::to_string(count) + " " + thing + (count == 1 ? "" : "s");
}

}  // namespace

ClusterName cluster_of(const Score& score) {
    const bool is_volume = !score.cluster.empty();
    return {score.dataset, is_volume, is_volume ? score.cluster : score.image};
}

RandomKey sampling_key(std::uint64_t seed, std::span<const ClusterName> clusters) {
    RandomKey key = RandomKey(seed).with("clusters");
    for (const ClusterName& cluster : clusters) {
        key = key.with(cluster.dataset).with(std::int64_t{cluster.is_volume}).with(cluster.name);
    }
    return key;
}

std::string to_string(const ClusterCounts& counts) {
    if (counts.volumes == 0) return counted(counts.images, "image");
    if (counts.images == 0) return counted(counts.volumes, "volume");
    return counted(counts.images, "image") + " and " + counted(counts.volumes, "volume");
}

}  // namespace imis
