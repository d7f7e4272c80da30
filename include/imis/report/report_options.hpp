// What a report from finished runs is asked to show.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "imis/base/choice.hpp"

namespace imis {

enum class TableFormat { text, markdown, csv, json, latex };
inline constexpr Words<TableFormat, 5> table_format_words = {{{TableFormat::text, "text"},
                                                              {TableFormat::markdown, "markdown"},
                                                              {TableFormat::csv, "csv"},
                                                              {TableFormat::json, "json"},
                                                              {TableFormat::latex, "latex"}}};

struct ReportOptions {
    std::vector<std::filesystem::path> runs;  // output folders of evaluations, one or more
    std::filesystem::path paper;              // published figures to set beside them; empty: none
    TableFormat format = TableFormat::text;
    std::filesystem::path output;      // file for the tables; empty: stdout
    std::filesystem::path check;       // tables that these must agree with; empty: none
    double tolerance = 0.001;          // of that check, in the unit of the cells
    std::string metrics;               // names joined by ','; empty: those of the runs
    std::vector<std::string> tables;   // words in their titles; empty: all tables
    std::vector<std::string> columns;  // words in their headings; empty: all columns
};

}  // namespace imis
