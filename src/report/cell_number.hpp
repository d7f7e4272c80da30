// Numbers in the cells of tables.
#pragma once

#include <charconv>
#include <cmath>
#include <optional>
#include <string_view>

namespace imis {

// The finite number that a whole cell is: "0.8123", "-2", "+0.31"; none where it is anything else.
[[nodiscard]] inline std::optional<double> cell_number(std::string_view cell) {
    if (cell.starts_with('+')) cell.remove_prefix(1);
    double value = 0;
    const auto [end, problem] = std::from_chars(cell.data(), cell.data() + cell.size(), value);
    const bool whole = problem == std::errc{} && end == cell.data() + cell.size();
    return whole && std::isfinite(value) ? std::optional(value) : std::nullopt;
}

}  // namespace imis
