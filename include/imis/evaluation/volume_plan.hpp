// The volumes of an evaluation by volumes: which slices each has, and what the evaluation can't do.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "imis/data/dataset.hpp"
#include "imis/evaluation/options.hpp"

namespace imis {

struct PlannedVolume {
    std::size_t dataset = 0;         // index into Plan::datasets
    std::int64_t number = 0;         // among the data set's volumes by name, which orders the rows
    std::string name;                // by the data set's volume rule
    std::vector<std::size_t> items;  // its slices in their order: indices into the data set's split
    std::int64_t first_slice = 0;    // number of the first one, 0 where the rule gives no numbers
    std::string problem;             // why it can't be evaluated, naming the slice; empty for a good one
};

// The volumes of a data set's split by name, `limit` of them at most. Slices are ordered by their numbers, which must
// follow each other without a gap, or by name where the rule gives none. Throws UsageError where the data set has no
// volume rule.
[[nodiscard]] std::vector<PlannedVolume> plan_volumes(const Dataset& dataset, std::size_t index, Split split,
                                                      std::optional<std::size_t> limit);

// Throws UsageError, naming the option, where options do not go with an evaluation by volumes: several models or recorded
// prompts, a first prompt that is neither a point nor a box alone, clicks on the model's grid, a policy without a rule
// for volumes, masks or logits to be saved.
void check_volume_options(const EvaluationOptions& options);

}  // namespace imis
