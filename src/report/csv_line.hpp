// Lines of comma-separated values by RFC 4180, but for the line end, which is "\n".
#pragma once

#include <string>
#include <vector>

namespace imis {

// A field with a comma, a quote or a line break is quoted, quotes in it are doubled. Ends with "\n".
[[nodiscard]] std::string csv_line(const std::vector<std::string>& fields);

}  // namespace imis
