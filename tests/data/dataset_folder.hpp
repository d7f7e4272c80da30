// Data set folders that tests write.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "imis/base/files.hpp"
#include "test_data.hpp"

namespace imis {

// Writes FOLDER/dataset.json and returns the folder.
inline std::filesystem::path write_dataset(const std::filesystem::path& folder, std::string_view json) {
    write_file_atomically(folder / "dataset.json", json);
    return folder;
}

// Copies a fixture to a path, making folders.
inline void copy_fixture(std::string_view name, const std::filesystem::path& to) {
    write_file_atomically(to, std::string_view(read_text_file(fixture(name))));
}

}  // namespace imis
