// Connected components of masks.
#pragma once

#include "imis/image/image.hpp"

namespace imis {

// The foreground's 8-connected component of most pixels, as a mask of the same size; of equally large components the one
// whose first pixel comes first in row-major order. All background where the mask is.
[[nodiscard]] Mask largest_component(const Mask& mask);

}  // namespace imis
