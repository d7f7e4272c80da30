// What a model says of its own masks (metrics/model_claims.hpp) as tables: how far its predicted IoU is from the true
// one, and how often it names the right category.
#pragma once

#include <string>
#include <vector>

#include "imis/metrics/model_claims.hpp"
#include "imis/report/table.hpp"

namespace imis {

struct NamedClaims {
    std::string system;
    ModelClaims claims;
};

// For people: over everything, the first and the last round of each system; the systems' names where there are several.
// Columns of categories only where a system names any.
[[nodiscard]] Table claims_table(const std::vector<NamedClaims>& systems);

// For programs, six decimals, a row for each group and round: grouping ("overall", "modality"), name, round,
// masks (whose predicted IoU was compared), ece, category_masks (whose category was judged), category_top_1,
// category_top_3, without_category (left out: the model's table has none for their label). A share of nothing is an empty field.
[[nodiscard]] Table claims_file(const ModelClaims& claims);

// The reliability curves, a row for each group, round and bin: grouping, name, round, low, high, count, mean_predicted,
// mean_true (empty fields where the bin is).
[[nodiscard]] Table calibration_file(const ModelClaims& claims);

}  // namespace imis
