// The check that all resizing functions begin with.
#pragma once

#include "imis/image/geometry.hpp"

namespace imis {

// Throws Error where one of the two sizes has no pixel.
void check_resize(Size source, Size target);

}  // namespace imis
