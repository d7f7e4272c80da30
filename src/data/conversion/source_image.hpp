// Pictures and slices as 8-bit images.
#pragma once

#include <filesystem>
#include <optional>

#include "imis/image/image.hpp"
#include "imis/image/volume.hpp"
#include "imis/image/window.hpp"

namespace imis {

// The grey values of a volume that become black and white; of none given, its percentiles. Throws Error where the file
// should name a window and doesn't.
[[nodiscard]] GreyRange grey_range(const Volume& volume, const std::optional<WindowRule>& rule,
                                   const std::filesystem::path& file);

// A picture; of one with more than 8 bits, or where a window is given, the grey values go through the range.
[[nodiscard]] Image source_picture(const std::filesystem::path& file, const std::optional<WindowRule>& rule);

}  // namespace imis
