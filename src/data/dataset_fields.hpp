// The fields of a dataset.json that describe the data set as a whole. Every function throws Error: file, field, remedy.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "imis/base/json_fields.hpp"

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

// A name that can stand in a file name: '/', '\\' and control characters become '_'; empty where nothing but dots and
// blanks would be left.
[[nodiscard]] std::string file_name_safe(std::string name);

}  // namespace imis
