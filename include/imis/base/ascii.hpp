// Words and numbers in plain text; letters beyond ASCII pass as they are.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace imis {

// A to Z become a to z.
[[nodiscard]] std::string lower_ascii(std::string text);

// Without spaces, tabs and line ends at both ends.
[[nodiscard]] std::string trimmed(const std::string& text);

// Finite numbers joined by single commas; none where anything else stands there.
[[nodiscard]] std::vector<double> numbers_from(std::string_view words);

}  // namespace imis
