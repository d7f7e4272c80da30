#include "imis/report/table_files.hpp"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "cell_number.hpp"
#include "imis/base/csv.hpp"

namespace imis {
namespace {

using OrderedJson = nlohmann::ordered_json;

OrderedJson cell_json(const Column& column, const std::string& cell) {
    const auto number = column.alignment == Alignment::right ? cell_number(cell) : std::nullopt;
    // The text is a JSON number too, and keeps its whole numbers whole.
    return number ? OrderedJson::parse(cell[0] == '+' ? cell.substr(1) : cell) : OrderedJson(cell);
}

OrderedJson table_json(const Table& table) {
    OrderedJson json;
    json["title"] = table.title;
    json["columns"] = OrderedJson::array();
    for (const Column& column : table.columns) json["columns"].push_back(column.full_name());
    std::size_t naming = 0;
    while (naming < table.columns.size() && names_row(table, naming)) ++naming;
    json["row_columns"] = naming;
    json["rows"] = OrderedJson::array();
    for (const auto& row : table.rows) {
        OrderedJson cells = OrderedJson::array();
        for (std::size_t i = 0; i < row.size(); ++i) cells.push_back(cell_json(table.columns[i], row[i]));
        json["rows"].push_back(std::move(cells));
    }
    json["notes"] = table.notes;
    return json;
}

}  // namespace

bool names_row(const Table& table, std::size_t column) {
    const auto is_left = [](const Column& candidate) { return candidate.alignment == Alignment::left; };
    return is_left(table.columns[column]) || (column == 0 && std::ranges::none_of(table.columns, is_left));
}

std::string row_name(const Table& table, const std::vector<std::string>& row) {
    std::string name;
    for (std::size_t i = 0; i < row.size(); ++i) {
        if (names_row(table, i)) name += (name.empty() ? "" : ", ") + row[i];
    }
    return name;
}

std::string render_json(const std::vector<Table>& tables, const std::vector<ReportedRun>& runs) {
    OrderedJson json;
    json["schema"] = table_schema;
    json["runs"] = OrderedJson::array();
    for (const ReportedRun& run : runs) json["runs"].push_back(run.name);
    json["tables"] = OrderedJson::array();
    for (const Table& table : tables) json["tables"].push_back(table_json(table));
    return json.dump(1, ' ', false, OrderedJson::error_handler_t::replace) + "\n";
}

std::string render_long_csv(const std::vector<Table>& tables) {
    std::string csv = csv_line({"table", "row", "column", "value", "text"});
    for (const Table& table : tables) {
        for (const auto& row : table.rows) {
            for (std::size_t i = 0; i < row.size(); ++i) {
                if (names_row(table, i)) continue;
                const bool number = cell_number(row[i]).has_value();
                csv += csv_line({table.title, row_name(table, row), table.columns[i].full_name(), number ? row[i] : "",
                                 number ? "" : row[i]});
            }
        }
    }
    return csv;
}

}  // namespace imis
