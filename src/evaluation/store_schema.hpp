// The tables of a result store.
#pragma once

#include <cstddef>
#include <string>

#include "imis/evaluation/result.hpp"
#include "imis/metrics/metric.hpp"
#include "sqlite.hpp"

namespace imis {

// To be raised whenever the tables change.
inline constexpr int schema_version = 6;

// Throws Error where the tables of a file are those of another version of the program; access: what it was opened for,
// which decides the remedy.
void check_version(Database& database, Access access);

// Makes the tables that are missing, and a column of rounds for each of the metrics that has none yet.
void make_tables(Database& database, MetricTable metrics);

// The columns of the metrics, each between two texts. Their names begin with "score_" here, so that none is taken for
// another column.
[[nodiscard]] std::string score_columns(MetricTable metrics, const std::string& before, const std::string& after);

// The columns of a round r, in the order that round_at() reads them.
[[nodiscard]] std::string round_columns(MetricTable metrics);

// The round in the columns from `first` on.
[[nodiscard]] RoundResult round_at(const Statement& row, int first, std::size_t metrics);

}  // namespace imis
