// Finished pages.
#pragma once

#include <string>
#include <vector>

#include <opencv2/core.hpp>

#include "legend.hpp"
#include "picture.hpp"

namespace imis::drawing {

inline constexpr int page_margin = 20;

// What a page holds, under a line with its title, a fainter note and, at the right or else below, a legend; a margin
// around all.
[[nodiscard]] Picture titled_page(Picture content, const std::string& title, const std::string& note,
                                  std::vector<LegendEntry> entries, const PageColours& colours);

}  // namespace imis::drawing
