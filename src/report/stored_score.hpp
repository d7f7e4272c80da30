// A stored round as what is aggregated.
#pragma once

#include "imis/evaluation/store.hpp"
#include "imis/metrics/score.hpp"

namespace imis {

// With what is known of the target (its place among the groups of IMed-361M) and of the image (its size, its volume).
[[nodiscard]] Score to_score(const StoredRound& stored);

}  // namespace imis
