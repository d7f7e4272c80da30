// Options of what is measured, for every subcommand that measures masks.
#pragma once

#include <optional>
#include <string>

#include <CLI/CLI.hpp>

#include "imis/metrics/metric.hpp"

namespace imis {

// "2mm", "3 px", "1.5mm" as a length. Throws UsageError for others.
[[nodiscard]] Length parse_length(const std::string& words, const std::string& option);

// --metrics, --nsd-tolerance and --empty.
void add_metric_options(CLI::App& app, std::string& metrics, std::optional<Length>& nsd_tolerance, EmptyRule& empty);

}  // namespace imis
