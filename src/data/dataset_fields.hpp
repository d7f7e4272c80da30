// The fields of a dataset.json that describe the data set as a whole. Every function throws Error: file, field, remedy.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

namespace imis {

// A dataset.json, parsed; the text's order of keys is kept.
struct DatasetFile {
    std::filesystem::path path;
    nlohmann::ordered_json json;

    // Throws Error: "PATH: field 'FIELD' WHAT".
    [[noreturn]] void fail(const std::string& field, const std::string& what) const;
};

// Reads and parses FOLDER/dataset.json, whose top level must be an object.
[[nodiscard]] DatasetFile read_dataset_file(const std::filesystem::path& folder);

// "name", or the folder's name; characters that can't stand in a file name become '_'.
[[nodiscard]] std::string dataset_name(const DatasetFile& file);

// The normalised "modality" ("ct", {"0": "ct"} or ["ct"]; several different ones are joined by '+'), or else what
// "description" starts with ("ct_BTCV"), or else "Unknown".
[[nodiscard]] std::string dataset_modality(const DatasetFile& file);

// The class names of "labels" in the order of their numbers, background left out.
[[nodiscard]] std::vector<std::string> dataset_classes(const DatasetFile& file);

// A name that can stand in a file name: '/', '\\' and control characters become '_'; empty where nothing but dots and blanks
// would be left.
[[nodiscard]] std::string file_name_safe(std::string name);

}  // namespace imis
