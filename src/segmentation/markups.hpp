// 3D Slicer's markups files.
#pragma once

#include "imis/base/json_fields.hpp"
#include "imis/segmentation/given_prompts.hpp"

namespace imis {

// Fiducials (control points, in LPS or RAS millimetres) and boxes of regions of interest. All fiducials of a list
// prompt the object that the list names; a point whose label or description begins with "-" or "background" is a
// background click. A region prompts an object of its own, unless a list has its name. Schema:
// https://github.com/Slicer/Slicer, Modules/Loadable/Markups/Resources/ Schema/markups-schema-v1.0.3.json. Throws Error
// where a list is of another type or has units other than millimetres.
[[nodiscard]] GivenPrompts read_markups(const JsonFields& fields, const std::filesystem::path& file);

}  // namespace imis
