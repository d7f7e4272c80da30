// Tables in the formats of programs.
#pragma once

#include <string>
#include <vector>

#include "imis/report/run_tables.hpp"
#include "imis/report/table.hpp"

namespace imis {

// Of the JSON below; to be raised whenever its fields change.
inline constexpr int table_schema = 1;

// JSON, UTF-8: schema, runs[] (their names), tables[] {title, columns[], row_columns, rows[][],
// notes[]}. Cells of right-aligned columns that are finite numbers are numbers, all others strings. Columns go by their
// full names; the first `row_columns` of them name the row.
[[nodiscard]] std::string render_json(const std::vector<Table>& tables, const std::vector<ReportedRun>& runs);

// All tables in long form, one line for each cell: table, row, column, value, text. `row` are the cells of the
// left-aligned columns (row_name()), which have no lines of their own. A finite number stands in `value`, anything else
// in `text`.
[[nodiscard]] std::string render_long_csv(const std::vector<Table>& tables);

// A LaTeX document with a booktabs table for each, the best of a row's rivals in bold, what
// context_table() shows of the runs as comments. It
// compiles with pdflatex, booktabs, longtable and graphicx; each table can be copied out of it.
[[nodiscard]] std::string render_latex(const std::vector<Table>& tables, const std::vector<ReportedRun>& runs);

// What a row is known by: its cells of left-aligned columns, which stand first, joined by ", ", or its first cell where
// there are none.
[[nodiscard]] std::string row_name(const Table& table, const std::vector<std::string>& row);

// Whether a column belongs to the row's name.
[[nodiscard]] bool names_row(const Table& table, std::size_t column);

}  // namespace imis
