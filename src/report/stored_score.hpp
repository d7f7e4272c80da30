// A stored round as what is aggregated.
#pragma once

#include <string>

#include "imis/evaluation/store.hpp"
#include "imis/metrics/score.hpp"

namespace imis {

// With what is known of the target (its place among the groups of IMed-361M) and of the image (its size, its volume).
[[nodiscard]] Score to_score(const StoredRound& stored);

// The unit that a run's setting "lengths" names; pixels where it has none.
[[nodiscard]] LengthUnit stored_unit(const std::string& setting);

// The rule for empty masks that a run's setting "empty" names; the default where it has none.
[[nodiscard]] EmptyRule stored_empty_rule(const std::string& setting);

}  // namespace imis
