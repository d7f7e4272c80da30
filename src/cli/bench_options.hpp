// The options of imis bench, which the program and the bench program of the core configuration share.
#pragma once

#include <CLI/CLI.hpp>

#include "imis/bench/options.hpp"

namespace imis {

// Adds all options but --data, which needs layers that the core configuration lacks.
void add_bench_options(CLI::App& app, BenchOptions& options);

}  // namespace imis
