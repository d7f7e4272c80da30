#include "imis/report/table_check.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <map>
#include <optional>
#include <string_view>

#include "imis/base/json_fields.hpp"
#include "imis/report/table_files.hpp"

namespace imis {
namespace {

// So that two decimal numbers which are exactly a tolerance apart do not differ by a last bit.
constexpr double rounding = 1e-9;

constexpr const char* missing = "missing";

// A number at the beginning of the text, which is shortened by it.
std::optional<double> take_number(std::string_view& text) {
    double value = 0;
    const std::string_view digits = text.starts_with('+') ? text.substr(1) : text;
    const auto [end, problem] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    if (problem != std::errc{} || !std::isfinite(value)) return std::nullopt;
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    return value;
}

// Whether two cells have the same text but for numbers that are no further apart than the tolerance.
bool agree(std::string_view expected, std::string_view got, double tolerance) {
    while (!expected.empty() && !got.empty()) {
        const auto first = take_number(expected);
        const auto second = take_number(got);
        if (first.has_value() != second.has_value()) return false;
        if (first) {
            if (!(std::abs(*first - *second) <= tolerance + rounding))
                return false;  // nor by a tolerance that is no number
            continue;
        }
        if (expected.front() != got.front()) return false;
        expected.remove_prefix(1);
        got.remove_prefix(1);
    }
    return expected.empty() && got.empty();
}

// The rows of a table by their names; of the same name the second is "NAME (2)".
std::map<std::string, const std::vector<std::string>*> rows_by_name(const Table& table) {
    std::map<std::string, const std::vector<std::string>*> rows;
    for (const auto& row : table.rows) {
        const std::string name = row_name(table, row);
        std::string unique = name;
        for (int i = 2; rows.contains(unique); ++i) unique = name + " (" + std::to_string(i) + ")";
        rows.emplace(unique, &row);
    }
    return rows;
}

std::string cell_of(const Table* table, const std::vector<std::string>* row, const std::string& column) {
    if (table == nullptr || row == nullptr) return missing;
    const auto found =
        std::ranges::find_if(table->columns, [&](const Column& candidate) { return candidate.full_name() == column; });
    return found == table->columns.end() ? missing : (*row)[static_cast<std::size_t>(found - table->columns.begin())];
}

void compare(const Table& golden, const Table* table, double tolerance, std::vector<CellDifference>& differences) {
    const auto expected_rows = rows_by_name(golden);
    const auto rows = table == nullptr ? decltype(expected_rows){} : rows_by_name(*table);
    for (const auto& [name, expected_row] : expected_rows) {
        const auto row = rows.find(name);
        for (std::size_t i = 0; i < golden.columns.size(); ++i) {
            if (names_row(golden, i)) continue;
            const std::string column = golden.columns[i].full_name();
            const std::string& expected = (*expected_row)[i];
            const std::string got = cell_of(table, row == rows.end() ? nullptr : row->second, column);
            if (!agree(expected, got, tolerance)) differences.push_back({golden.title, name, column, expected, got});
        }
    }
    for (const auto& [name, row] : rows) {
        if (!expected_rows.contains(name)) differences.push_back({golden.title, name, "(whole row)", missing, "there"});
    }
}

// As few digits as tell the number from every other: "0.001".
std::string shortest(double number) {
    std::array<char, 64> buffer{};
    const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), number);
    return {buffer.data(), end.ptr};
}

std::string cell_text(const JsonFields& cell) {
    if (cell.is_text()) return cell.as<std::string>();
    return shortest(cell.as<double>());
}

Table golden_table(const JsonFields& json) {
    json.check_known({"title", "columns", "rows", "notes", "row_columns"});
    Table table;
    table.title = json.get<std::string>("title");
    const auto names = json.get<std::vector<std::string>>("columns");
    const auto row_columns = json.get<std::size_t>("row_columns");
    for (std::size_t i = 0; i < names.size(); ++i) {
        table.columns.push_back({"", names[i], i < row_columns ? Alignment::left : Alignment::right});
    }
    for (const JsonFields& row : json.at("rows").elements()) {
        std::vector<std::string> cells;
        for (const JsonFields& cell : row.elements()) cells.push_back(cell_text(cell));
        if (cells.size() != names.size()) {
            row.fail("has " + std::to_string(cells.size()) + " cells for " + std::to_string(names.size()) + " columns");
        }
        table.rows.push_back(std::move(cells));
    }
    return table;
}

std::size_t compared_cells(const std::vector<Table>& golden) {
    std::size_t cells = 0;
    for (const Table& table : golden) {
        for (std::size_t i = 0; i < table.columns.size(); ++i) cells += names_row(table, i) ? 0 : table.rows.size();
    }
    return cells;
}

}  // namespace

std::vector<Table> read_golden(const std::filesystem::path& file) {
    const JsonFields json =
        JsonFields::read(file, {"", "write such a file with imis report --format json"}, std::uint64_t{1} << 28);
    const int schema = json.get<int>("schema");
    if (schema != table_schema) {
        json.fail("schema", "is " + std::to_string(schema) + ", but this version of imis compares tables of schema " +
                                std::to_string(table_schema));
    }
    json.check_known({"schema", "runs", "tables"});
    std::vector<Table> tables;
    for (const JsonFields& table : json.at("tables").elements()) tables.push_back(golden_table(table));
    if (compared_cells(tables) == 0) json.fail("tables", "has no cell that could be compared");
    return tables;
}

std::vector<CellDifference> differing_cells(const std::vector<Table>& golden, const std::vector<Table>& tables,
                                            double tolerance) {
    std::vector<CellDifference> differences;
    for (const Table& expected : golden) {
        const auto found =
            std::ranges::find_if(tables, [&](const Table& table) { return table.title == expected.title; });
        compare(expected, found == tables.end() ? nullptr : &*found, tolerance, differences);
    }
    return differences;
}

std::string check_result(const std::vector<Table>& golden, const std::vector<CellDifference>& differences,
                         const std::filesystem::path& file, double tolerance) {
    const std::string within = " within " + shortest(tolerance) + "\n";
    const std::string total = std::to_string(compared_cells(golden));
    if (differences.empty()) {
        return "all " + total + " cells of " + std::to_string(golden.size()) +
               (golden.size() == 1 ? " table" : " tables") + " agree with " + file.string() + within;
    }
    Table table{"Cells that differ from " + file.string(), {}, {}, {}};
    for (const char* name : {"Table", "Row", "Column"}) table.columns.push_back({"", name, Alignment::left});
    for (const char* name : {"expected", "got"}) table.columns.push_back({"", name});
    for (const auto& [title, row, column, expected, got] : differences) {
        table.rows.push_back({title, row, column, expected, got});
    }
    return render_text(table) + std::to_string(differences.size()) + " of " + total + " cells do not agree" + within;
}

}  // namespace imis
