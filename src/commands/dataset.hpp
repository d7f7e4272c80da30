// What the actions of imis dataset do; each prints to stdout and returns the exit code.
#pragma once

#include "imis/commands/commands.hpp"

namespace imis {

[[nodiscard]] int check_datasets(const DatasetCommand& command);
[[nodiscard]] int describe_datasets(const DatasetCommand& command);
[[nodiscard]] int convert_dataset(const DatasetCommand& command, bool show_progress);
[[nodiscard]] int export_dataset(const DatasetCommand& command, bool show_progress);
[[nodiscard]] int list_download_links(const DatasetCommand& command);

// The threads that a command opens files with.
[[nodiscard]] int threads_of(const DatasetCommand& command);

}  // namespace imis
