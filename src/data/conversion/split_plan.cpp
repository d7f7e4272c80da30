#include "split_plan.hpp"

#include <algorithm>
#include <cmath>
#include <set>

#include "imis/base/ascii.hpp"
#include "imis/base/error.hpp"
#include "imis/base/random.hpp"

namespace imis {
namespace {

// Names in an order that the seed and each name decide.
void shuffle(std::vector<std::string>& names, const RandomKey& key) {
    std::ranges::sort(names, {}, [&](const std::string& name) { return std::pair(key.with(name).value(), name); });
}

std::size_t test_groups(std::size_t groups, const SplitShares& shares) {
    if (shares.test == 0) return 0;
    if (shares.training == 0 || groups < 2) return groups;
    const double share = shares.test / (shares.training + shares.test);
    const auto wanted = static_cast<std::size_t>(std::llround(share * static_cast<double>(groups)));
    return std::clamp<std::size_t>(wanted, 1, groups - 1);
}

std::set<std::string> chosen_groups(const std::vector<SplitCandidate>& candidates, const SplitShares& shares,
                                    const RandomKey& key) {
    std::set<std::string> all;
    for (const SplitCandidate& candidate : candidates) all.insert(candidate.group);
    std::vector<std::string> groups(all.begin(), all.end());
    shuffle(groups, key);
    groups.resize(test_groups(groups.size(), shares));
    return {groups.begin(), groups.end()};
}

}  // namespace

SplitShares parse_split(const std::string& words) {
    if (words == "test") return {0, 1};
    if (words == "training") return {1, 0};
    std::string list = words;
    const std::size_t colon = list.find(':');
    if (colon != std::string::npos) list[colon] = ',';
    const std::vector<double> shares = colon == std::string::npos ? std::vector<double>{} : numbers_from(list);
    if (shares.size() != 2 || shares[0] < 0 || shares[1] < 0 || shares[0] + shares[1] <= 0) {
        throw UsageError("split '" + words +
                             "' is neither 'test' nor 'training' nor two shares, training:test, such as "
                             "'90:10'",
                         {"split"});
    }
    return {shares[0], shares[1]};
}

std::vector<std::optional<Split>> plan_split(const std::vector<SplitCandidate>& candidates, const SplitShares& shares,
                                             std::uint64_t seed, std::size_t most_test) {
    const RandomKey key = RandomKey(seed).with("dataset split");
    const std::set<std::string> test = chosen_groups(candidates, shares, key.with("groups"));
    std::vector<std::string> test_images;
    for (const SplitCandidate& candidate : candidates) {
        if (test.contains(candidate.group)) test_images.push_back(candidate.name);
    }
    shuffle(test_images, key.with("limit"));
    if (most_test > 0 && test_images.size() > most_test) test_images.resize(most_test);
    const std::set<std::string> kept(test_images.begin(), test_images.end());

    std::vector<std::optional<Split>> plan;
    for (const SplitCandidate& candidate : candidates) {
        if (!test.contains(candidate.group)) {
            plan.emplace_back(Split::training);
        } else {
            plan.push_back(kept.contains(candidate.name) ? std::optional(Split::test) : std::nullopt);
        }
    }
    return plan;
}

}  // namespace imis
