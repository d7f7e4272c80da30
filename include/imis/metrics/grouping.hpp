// The ways to group scores.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "imis/metrics/score.hpp"

namespace imis {

// The group of targets whose labels say nothing of what they are.
inline constexpr const char* not_mapped_group = "not mapped";

// A way to group scores: a table, a CSV file and a field of summary.json each.
struct Grouping {
    std::string_view name;     // "dataset"
    std::string_view plural;   // "datasets": field of summary.json, and in file names: summary_datasets.csv
    std::string_view heading;  // "Data set": above the column of the groups' names
    std::string_view title;    // "data set": "Scores by data set"
    bool with_overall = true;  // whether the table of scores ends with a row of all groups together
    std::string (*key)(const Score& score) = nullptr;  // name of the group that a score belongs to
    // A grouping by what is not known of every score: the name of the group of all others, which stands among the rest so
    // that no score is lost. Where it is the only one, there are no groups. Such a grouping has its CSV file and field of
    // summary.json, but no table unless it is asked for.
    std::string_view others{};

    [[nodiscard]] bool is_partial() const { return !others.empty(); }
};

// The groupings of the program, in the order of the tables: modality, data set and target; then, partial,
//   anatomical_group, target_kind  as the score has them
//   target_size                    the target's share of the image's pixels: from 0, 0.1%, 1% or 10% to below the next
//                                  (all of the image in the last)
// They live as long as it does. Every score belongs to one group of each.
[[nodiscard]] std::span<const Grouping> standard_groupings();

// Those of them that are not partial.
[[nodiscard]] std::span<const Grouping> complete_groupings();

// The grouping of that name among standard_groupings(); throws Error where there is none.
[[nodiscard]] const Grouping& standard_grouping(std::string_view name);

// All scores in one group, "all".
[[nodiscard]] const Grouping& overall_grouping();

}  // namespace imis
