// From a picture to what the layer hands out.
#pragma once

#include <string>

#include "imis/drawing/finished_page.hpp"
#include "picture.hpp"

namespace imis::drawing {

[[nodiscard]] FinishedPage finished(Picture picture, const std::string& title);

}  // namespace imis::drawing
