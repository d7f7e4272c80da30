// A click as it is drawn on an image.
#pragma once

#include "imis/image/geometry.hpp"

namespace imis {

struct ClickMark {
    Point at;              // a stored pixel; with fractions a place between the middles of pixels
    bool positive = true;  // on the object, or on the background
};

}  // namespace imis
