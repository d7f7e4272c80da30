// imis evaluate --suite: the runs of a suite one after the other, in one store.
#pragma once

#include "imis/commands/commands.hpp"

namespace imis {

// Checks all runs before the first begins, runs what their store lacks, and prints a table of them. Returns the exit
// code. Throws as read_suite, suite_runs, plan_run and EvaluationRun.
int run_suite(const EvaluateCommand& command, bool show_progress);

}  // namespace imis
