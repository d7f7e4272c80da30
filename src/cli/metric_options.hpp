// Options of what is measured, for every subcommand that measures masks.
#pragma once

#include <optional>
#include <string>

#include <CLI/CLI.hpp>

#include "imis/metrics/metric.hpp"

namespace imis {

// --metrics, --nsd-tolerance and --empty.
void add_metric_options(CLI::App& app, std::string& metrics, std::optional<Length>& nsd_tolerance, EmptyRule& empty);

}  // namespace imis
