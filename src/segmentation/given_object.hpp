// One object of a prompts file.
#pragma once

#include <filesystem>

#include "imis/segmentation/given_prompts.hpp"
#include "json_place.hpp"

namespace imis {

// Reads an object's fields (docs/segment.md, "Prompts files"). folder: that files named there are relative to. Throws Error.
[[nodiscard]] GivenObject read_given_object(const JsonPlace& place, const std::filesystem::path& folder);

}  // namespace imis
