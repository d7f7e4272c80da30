// The folder that a result store lies in.
#pragma once

#include <filesystem>

namespace imis {

// Makes the folder, empties it of an earlier run's results (run_folder.hpp) where they are to be replaced, and returns
// the store's file in it. Throws Error naming what can't be made or removed.
[[nodiscard]] std::filesystem::path prepare_folder(const std::filesystem::path& folder, bool overwrite);

// The file of a store that is there; throws Error where it is not.
[[nodiscard]] std::filesystem::path existing_store(const std::filesystem::path& folder);

}  // namespace imis
