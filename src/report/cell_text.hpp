// What stands in the cells of tables: numbers, the same in every locale, and names, as they can be shown.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "imis/metrics/bootstrap.hpp"

namespace imis {

// Decimals of all scores in files for programs.
inline constexpr int file_decimals = 6;

// Fixed-point with that many decimals (0 to 9); never "-0.0"; "nan" and "inf" where the value is not finite.
[[nodiscard]] std::string fixed(double value, int decimals);

// "[0.1234, 0.5678]"
[[nodiscard]] std::string interval_text(const Interval& interval, int decimals);

// The text with invalid UTF-8 replaced by U+FFFD, and control characters (line breaks, escapes) by spaces.
[[nodiscard]] std::string displayable(std::string_view text);

// Columns that a displayable text takes on a terminal.
[[nodiscard]] std::size_t display_width(std::string_view text);

}  // namespace imis
