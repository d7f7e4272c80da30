// The page that src/report/page holds, with the plotting library; both are part of the program.
#pragma once

#include <string>
#include <string_view>

namespace imis::html {

// The page with its data, which must be as embedded() gives it.
[[nodiscard]] std::string filled_page(std::string_view data);

}  // namespace imis::html
