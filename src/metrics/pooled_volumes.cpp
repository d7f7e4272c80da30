#include "imis/metrics/pooled_volumes.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include "imis/metrics/metric.hpp"

namespace imis {
namespace {

using PooledKey = std::tuple<std::string, std::string, std::string, int, int>;

PooledValues values_of(const Overlap& overlap) {
    const std::vector<double> measured = measure(choose_metrics(pooled_metrics), overlap);
    PooledValues values{};
    std::ranges::copy(measured, values.begin());
    return values;
}

// The sums of a volume's targets in one round.
struct VolumeSums {
    PooledValues sums{};
    double count = 0;
    std::set<std::string> targets;
};

PooledRound mean_of_round(int round, const std::map<std::pair<std::string, std::string>, VolumeSums>& volumes) {
    PooledRound mean{round, std::ssize(volumes), 0, {}};
    for (const auto& [name, volume] : volumes) {
        mean.targets += std::ssize(volume.targets);
        for (std::size_t i = 0; i < mean.means.size(); ++i) {
            mean.means[i] += volume.sums[i] / volume.count / static_cast<double>(volumes.size());
        }
    }
    return mean;
}

std::vector<PooledRound> means_of(const std::vector<PooledVolume>& pooled) {
    std::map<int, std::map<std::pair<std::string, std::string>, VolumeSums>> rounds;
    for (const PooledVolume& volume : pooled) {
        VolumeSums& sums = rounds[volume.round][{volume.dataset, volume.volume}];
        for (std::size_t i = 0; i < sums.sums.size(); ++i) sums.sums[i] += volume.values[i];
        ++sums.count;
        sums.targets.insert(volume.target);
    }
    std::vector<PooledRound> means;
    means.reserve(rounds.size());
    for (const auto& [round, volumes] : rounds) means.push_back(mean_of_round(round, volumes));
    return means;
}

}  // namespace

PooledVolumes pool_volumes(std::span<const Score> scores) {
    std::map<PooledKey, PooledVolume> pooled;
    for (const Score& score : scores) {
        if (score.cluster.empty()) continue;
        PooledVolume& volume = pooled[{score.dataset, score.cluster, score.target, score.repeat, score.round}];
        volume.overlap += score.overlap;
        ++volume.slices;
    }
    PooledVolumes result;
    for (auto& [key, volume] : pooled) {
        std::tie(volume.dataset, volume.volume, volume.target, volume.repeat, volume.round) = key;
        volume.values = values_of(volume.overlap);
        result.volumes.push_back(std::move(volume));
    }
    result.rounds = means_of(result.volumes);
    return result;
}

}  // namespace imis
