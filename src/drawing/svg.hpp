// Pictures as SVG files.
#pragma once

#include <optional>
#include <string>

#include "picture.hpp"

namespace imis::drawing {

// An SVG 1.1 document that needs no other file. We write it ourselves, because cairo turns words into outlines of
// letters. width_mm: of the page; by default a pixel is 1/96 inch, as CSS has it. title: ASCII.
[[nodiscard]] std::string svg(const Picture& picture, const std::string& title, std::optional<double> width_mm);

}  // namespace imis::drawing
