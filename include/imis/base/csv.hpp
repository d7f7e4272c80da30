// Comma-separated values by RFC 4180, written and read. Lines end with "\n"; "\r\n" is read too.
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

namespace imis {

// One line, "\n" included. A field with a comma, a quote or a line break is quoted, and quotes in it are doubled.
[[nodiscard]] std::string csv_line(const std::vector<std::string>& fields);

struct CsvRow {
    std::size_t line = 0;  // where it begins in the file, from 1
    std::vector<std::string> fields;
};

// All rows of a file, the header's included; empty lines and UTF-8's byte order mark are skipped. Throws Error (file,
// line) where the file can't be read or a quote is left open.
[[nodiscard]] std::vector<CsvRow> read_csv(const std::filesystem::path& file);

}  // namespace imis
