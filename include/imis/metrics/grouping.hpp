// The ways to group scores.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "imis/metrics/score.hpp"

namespace imis {

// A way to group scores: a table, a CSV file and a field of summary.json each.
struct Grouping {
    std::string_view name;     // "dataset"
    std::string_view plural;   // "datasets": field of summary.json, and in file names: summary_datasets.csv
    std::string_view heading;  // "Data set": above the column of the groups' names
    std::string_view title;    // "data set": "Scores by data set"
    bool with_overall = true;  // whether the table of scores ends with a row of all groups together
    std::string (*key)(const Score& score) = nullptr;  // name of the group that a score belongs to
};

// The groupings of the program, in the order of the tables; they live as long as it does. Every score belongs to one
// group of each.
[[nodiscard]] std::span<const Grouping> standard_groupings();

// All scores in one group, "all".
[[nodiscard]] const Grouping& overall_grouping();

}  // namespace imis
