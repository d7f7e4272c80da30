// Names as they can be shown: clean UTF-8, and how wide it is.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace imis {

// The text with invalid UTF-8 replaced by U+FFFD, and control characters (line breaks, escapes) by spaces.
[[nodiscard]] std::string displayable(std::string_view text);

// Places that a displayable text takes on a terminal.
[[nodiscard]] std::size_t display_width(std::string_view text);

}  // namespace imis
