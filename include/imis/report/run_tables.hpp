// The tables of finished runs, read back from their stores.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "imis/report/report.hpp"
#include "imis/report/report_options.hpp"
#include "imis/report/table.hpp"

namespace imis {

// A run by the name of its folder, of a suite's run "SUITE/RUN" where several have one of that name.
struct ReportedRun {
    std::string name;
    std::vector<SystemReport> systems;  // never empty
};

// Reads the runs of the options with their metrics. Throws as read_reports(), and UsageError where two folders have the
// same name, by which their tables could not be told apart.
[[nodiscard]] std::vector<ReportedRun> read_runs(const ReportOptions& options);

// All tables of the runs, as their evaluations printed them; of several runs with "RUN: " before each title.
// with_context: with the tables of settings and values too; with_partial: by partial groupings too.
[[nodiscard]] std::vector<Table> run_tables(const std::vector<ReportedRun>& runs, bool with_context, bool with_partial);

// Those tables whose title has one of options.tables in it, with the first column and those whose heading has one of
// options.columns, letters compared without case. Throws UsageError that lists the titles or headings where one of the
// words is in none.
[[nodiscard]] std::vector<Table> chosen_tables(std::vector<Table> tables, const ReportOptions& options);

}  // namespace imis
