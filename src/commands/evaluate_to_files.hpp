// One run of an evaluation, from the first image to its files.
#pragma once

#include <cstddef>
#include <vector>

#include "imis/evaluation/evaluation_run.hpp"
#include "imis/report/report.hpp"

namespace imis {

// Runs all systems, with a progress bar each, and writes the results, those of an unfinished run too: what was done is
// not lost, and no older table is left to be taken for this run's. Throws as EvaluationRun::run and
// write_result_files, saying where the images are that were done so far.
[[nodiscard]] std::vector<SystemReport> evaluate_to_files(const EvaluationOptions& options, EvaluationRun& evaluation,
                                                          bool show_progress);

// The bad items of a run.
[[nodiscard]] std::size_t count_skipped(const std::vector<SystemReport>& systems);

}  // namespace imis
