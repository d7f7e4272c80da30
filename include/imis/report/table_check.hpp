// Tables compared with those of a golden file, cell by cell.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "imis/report/table.hpp"

namespace imis {

struct CellDifference {
    std::string table;   // title
    std::string row;     // row_name()
    std::string column;  // full name
    std::string expected;
    std::string got;
};

// The tables of a file that render_json() wrote. Throws Error naming file and field where it is not such a file, or is
// of another schema.
[[nodiscard]] std::vector<Table> read_golden(const std::filesystem::path& file);

// Where `tables` differ from the golden ones: numbers by more than the tolerance (in cells such as "[0.1, 0.2]" each
// number by itself), other text at all; cells that are missing ("missing"); rows that the golden table lacks. Tables and
// columns that only `tables` have are not looked at.
[[nodiscard]] std::vector<CellDifference> differing_cells(const std::vector<Table>& golden,
                                                          const std::vector<Table>& tables, double tolerance);

// What the check found, for people: how much agrees, or a table of the differing cells and how many they are.
[[nodiscard]] std::string check_result(const std::vector<Table>& golden, const std::vector<CellDifference>& differences,
                                       const std::filesystem::path& file, double tolerance);

}  // namespace imis
