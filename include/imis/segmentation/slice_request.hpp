// Which slice of a study is meant.
#pragma once

#include <optional>
#include <string>

#include "imis/base/choice.hpp"
#include "imis/image/slices.hpp"

namespace imis {

inline constexpr Words<Plane, 3> plane_words = {
    {{Plane::axial, "axial"}, {Plane::coronal, "coronal"}, {Plane::sagittal, "sagittal"}}};

// "axial:57", "coronal" or nothing.
struct SliceRequest {
    std::optional<Plane> plane;
    std::optional<int> index;  // from 0 along the voxel axis that the plane lies across
};

// Parses "PLANE" or "PLANE:INDEX"; `option` names it in messages. Throws UsageError.
[[nodiscard]] SliceRequest parse_slice(const std::string& words, const std::string& option);

}  // namespace imis
