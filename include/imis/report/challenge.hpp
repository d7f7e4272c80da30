// The figures of the CVPR 2025 challenge (metrics/challenge_scores.hpp) as tables, for runs whose protocol has them.
#pragma once

#include <string>
#include <vector>

#include "imis/metrics/challenge_scores.hpp"
#include "imis/report/table.hpp"

namespace imis {

struct NamedChallenge {
    std::string system;
    ChallengeSummary summary;
};

// For people: means over cases, as the challenge has them, and over targets; the systems' names where there are several.
// Without rows where there is nothing to show.
[[nodiscard]] Table challenge_table(const std::vector<NamedChallenge>& systems);

// For programs, six decimals: mean ("case", "target"; empty for a single case), dataset, image, repeat (empty for means),
// cases, targets, clicks, dsc_auc, dsc_final, nsd_auc, nsd_final. Two rows of means, then one for each case.
[[nodiscard]] Table challenge_file(const ChallengeSummary& summary);

}  // namespace imis
