// Where the files that tests read are: fixtures in the repository, real data beside it.
#pragma once

#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <optional>
#include <stdexcept>
#include <string_view>

namespace imis {

// A fixture that is part of the repository: fixture("npz/csr.npz") is tests/data/npz/csr.npz.
inline std::filesystem::path fixture(std::string_view name) {
    return std::filesystem::path(IMIS_SOURCE_DIR) / "tests" / "data" / name;
}

// A folder or file of the real data: below the folder in the environment variable IMIS_TEST_DATA, by default
// ../shared/data beside the repository. Nothing where it is absent; the test then returns at once and CTest shows it as
// skipped, which it tells by the line printed here. Tag such tests [real-data].
inline std::optional<std::filesystem::path> test_data(std::string_view name) {
    const char* given = std::getenv("IMIS_TEST_DATA");
    const std::filesystem::path root = given != nullptr && *given != '\0'
                                           ? std::filesystem::path(given)
                                           : std::filesystem::path(IMIS_SOURCE_DIR) / ".." / "shared" / "data";
    // A mistyped folder must not pass for data that is absent.
    if (given != nullptr && *given != '\0' && !std::filesystem::is_directory(root)) {
        throw std::runtime_error("IMIS_TEST_DATA names no folder: " + root.string());
    }
    const std::filesystem::path wanted = root / name;
    if (std::filesystem::exists(wanted)) return wanted;
    std::cerr << "Skipped, real data absent: " << wanted.lexically_normal().string()
              << " (set IMIS_TEST_DATA to the folder that holds it)\n";
    return std::nullopt;
}

}  // namespace imis
