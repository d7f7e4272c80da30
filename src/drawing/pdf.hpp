// Pictures as PDF files.
#pragma once

#include <optional>
#include <string>

#include "picture.hpp"

namespace imis::drawing {

// A PDF of one page, written by cairo, with its font embedded and no date in it. width_mm: of the page; by default a
// pixel is 1/96 inch. title: ASCII. Throws Error where cairo fails.
[[nodiscard]] std::string pdf(const Picture& picture, const std::string& title, std::optional<double> width_mm);

}  // namespace imis::drawing
