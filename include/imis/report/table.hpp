// A table, and its renderings. All texts are UTF-8; bytes that are not are shown as U+FFFD.
#pragma once

#include <string>
#include <vector>

#include "imis/metrics/metric.hpp"

namespace imis {

enum class Alignment { left, right };

struct Column {
    std::string group;  // stands above neighbouring columns of the same group; empty for none
    std::string name;
    Alignment alignment = Alignment::right;
    bool rival = false;  // its values are compared with those of the row's other rivals, and the best stands out

    // "group (name)", for the formats whose headers have one row.
    [[nodiscard]] std::string full_name() const;
};

struct Table {
    std::string title;
    std::vector<Column> columns;
    std::vector<std::vector<std::string>> rows;  // of as many cells as there are columns
    std::vector<std::string> notes;              // lines below the table
    Direction better = Direction::higher;        // which of a row's rivals is best
};

// For a terminal: columns aligned by display width (wide East Asian characters take two places, combining marks none).
// Control characters become spaces.
[[nodiscard]] std::string render_text(const Table& table);

// GitHub-flavoured Markdown; what would end a cell or start markup is escaped.
[[nodiscard]] std::string render_markdown(const Table& table);

// Several tables, an empty line between them.
[[nodiscard]] std::string render_text(const std::vector<Table>& tables);
[[nodiscard]] std::string render_markdown(const std::vector<Table>& tables);

// RFC 4180 with "\n" line ends; header and rows, neither title nor notes.
[[nodiscard]] std::string render_csv(const Table& table);

}  // namespace imis
