// The fields of a dataset.json. Every function throws Error: file, field, remedy.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "imis/base/json_fields.hpp"
#include "imis/data/dataset.hpp"

namespace imis {

// Reads FOLDER/dataset.json, whose top level must be an object.
[[nodiscard]] JsonFields read_dataset_fields(const std::filesystem::path& folder);

// "name", or the name of the folder; characters that can't stand in a file name become '_'.
[[nodiscard]] std::string dataset_name(const JsonFields& fields, const std::filesystem::path& folder);

// The normalised "modality" ("ct", {"0": "ct"} or ["ct"]; several different ones are joined by '+'), or else what
// "description" starts with ("ct_BTCV"), or else "Unknown".
[[nodiscard]] std::string dataset_modality(const JsonFields& fields);

// The class names of "labels" in the order of their numbers, background left out.
[[nodiscard]] std::vector<std::string> dataset_classes(const JsonFields& fields);

// The data set's or an item's "spacing", [row, column] in millimetres: height and width of a pixel. None where the field
// is missing.
[[nodiscard]] std::optional<PixelSpacing> spacing_field(const JsonFields& fields);

// Puts into every good item the spacing that holds for it, its own or else the data set's. Throws Error where some
// would be left without.
void set_spacing(const JsonFields& fields, Dataset& dataset);

// The data set's or an item's "slice_spacing" in millimetres. None where the field is missing.
[[nodiscard]] std::optional<double> slice_spacing_field(const JsonFields& fields);

// The same for it as set_spacing.
void set_slice_spacing(const JsonFields& fields, Dataset& dataset);

// Puts "volume_rule" into the data set, and the volume it gives into every good item. Nothing where the field is
// missing.
void set_volumes(const JsonFields& fields, Dataset& dataset);

// A name that can stand in a file name: '/', '\\' and control characters become '_'; empty where nothing but dots and
// blanks would be left.
[[nodiscard]] std::string file_name_safe(std::string name);

// The lists of items in a dataset.json, and their paths, which must stay within the data set's folder: the file may
// come from anywhere.

// The items of the list in a field ("training", "test"), in its order; none where the field is missing. A malformed
// entry is kept with its problem. Throws Error where the field is no list.
[[nodiscard]] std::vector<DatasetItem> read_items(const JsonFields& fields, const std::string& field);

// The file that a path of an item names. Throws ItemError where it is missing or symbolic links lead out of the folder.
[[nodiscard]] std::filesystem::path resolve_item_path(const std::filesystem::path& folder, const std::string& relative);

}  // namespace imis
