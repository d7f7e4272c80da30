// The lists of items in a dataset.json, and their paths, which must stay within the data set's folder: the file may
// come from anywhere.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "dataset_fields.hpp"
#include "imis/data/dataset.hpp"

namespace imis {

// The items of the list in a field ("training", "test"), in its order; none where the field is missing. A malformed
// entry is kept with its problem. Throws Error where the field is no list.
[[nodiscard]] std::vector<DatasetItem> read_items(const JsonFields& fields, const std::string& field);

// The file that a path of an item names. Throws ItemError where it is missing or symbolic links lead out of the folder.
[[nodiscard]] std::filesystem::path resolve_item_path(const std::filesystem::path& folder, const std::string& relative);

}  // namespace imis
