// From the result store to what a user sees: rows.csv, the summary files and the tables.
#pragma once

#include "imis/evaluation/options.hpp"
#include "imis/evaluation/plan.hpp"
#include "imis/evaluation/store.hpp"
#include "imis/report/report.hpp"

namespace imis {

// Writes rows.csv into the output folder while gathering the scores, aggregates them and writes the summary files. Needs no
// model: everything comes from the store, in an order that does not depend on the run's.
[[nodiscard]] Report write_result_files(const EvaluationOptions& options, const Plan& plan, const RunContext& context,
                                        const ResultStore& store);

}  // namespace imis
