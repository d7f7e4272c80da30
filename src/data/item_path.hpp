// Paths of items, which must stay within their data set's folder: a dataset.json may come from anywhere.
#pragma once

#include <filesystem>
#include <string>

namespace imis {

// What is wrong with a relative path as dataset.json gives it; empty where nothing is.
[[nodiscard]] std::string item_path_problem(const std::string& relative);

// The file that a path of an item names. Throws ItemError where it is missing or symbolic links lead out of the folder.
[[nodiscard]] std::filesystem::path resolve_item_path(const std::filesystem::path& folder, const std::string& relative);

}  // namespace imis
