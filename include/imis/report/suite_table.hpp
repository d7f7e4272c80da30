// What became of the runs of a suite, in one small table.
#pragma once

#include <filesystem>
#include <span>

#include "imis/report/table.hpp"

namespace imis {

// A line for each run, read from its store: its name, how many images it has results of, its first metric in the last
// round and each model's image mean of that ("no clicks" and the like where the model could not be asked), and the
// folder. Throws as ResultStore.
[[nodiscard]] Table suite_table(std::span<const std::filesystem::path> runs);

}  // namespace imis
