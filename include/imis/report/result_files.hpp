// From the result store to the files and tables of a run.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "imis/evaluation/options.hpp"
#include "imis/evaluation/plan.hpp"
#include "imis/evaluation/store.hpp"
#include "imis/evaluation/system.hpp"
#include "imis/report/report.hpp"

namespace imis {

// Writes into options.output: rows.csv and the prompts files of all systems, and the summary files: those of the report
// where there is one system, those of the comparison where there are several. The store must have been opened with
// plan.metrics. Returns the systems' reports in the order of the systems. Throws Error naming the file that can't be
// written.
[[nodiscard]] std::vector<SystemReport> write_result_files(const EvaluationOptions& options, const Plan& plan,
                                                           const std::vector<System>& systems,
                                                           const RunContext& context, const ResultStore& store);

// The systems' reports from the store of a finished run alone, in the order of its command line. An image that the run
// was asked for but never came to counts as not seen. metrics: names as for choose_metrics(), those of the run where
// empty. Throws Error where the store is missing, damaged or of another version, or UsageError where a metric is not
// known or was not measured.
[[nodiscard]] std::vector<SystemReport> read_reports(const std::filesystem::path& folder,
                                                     const std::string& metrics = "");

}  // namespace imis
