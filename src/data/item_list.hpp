// The lists of items in a dataset.json.
#pragma once

#include <string>
#include <vector>

#include "dataset_fields.hpp"
#include "imis/data/dataset.hpp"

namespace imis {

// The items of the list in a field ("training", "test"), in its order; none where the field is missing. A malformed entry is
// kept with its problem. Throws Error where the field is no list.
[[nodiscard]] std::vector<DatasetItem> read_items(const DatasetFile& file, const std::string& field);

}  // namespace imis
