// Reading CSV tables by RFC 4180.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace imis {

struct CsvRow {
    std::size_t line = 0;  // where it begins in the file, from 1
    std::vector<std::string> fields;
};

// All rows, the header's included; empty lines are passed over. Throws Error where the file can't be read or a quote is left open.
[[nodiscard]] std::vector<CsvRow> read_csv(const std::filesystem::path& file);

}  // namespace imis
