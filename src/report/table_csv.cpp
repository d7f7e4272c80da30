#include "csv_line.hpp"
#include "imis/report/table.hpp"

namespace imis {

std::string Column::full_name() const {
    return group.empty() ? name : group + " (" + name + ")";
}

std::string render_csv(const Table& table) {
    std::vector<std::string> names;
    for (const Column& column : table.columns) names.push_back(column.full_name());
    std::string csv = csv_line(names);
    for (const auto& row : table.rows) csv += csv_line(row);
    return csv;
}

}  // namespace imis
