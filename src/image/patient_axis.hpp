// The three patient axes in LPS order.
#pragma once

#include <cstddef>

#include "imis/image/slices.hpp"

namespace imis {

// The patient axis that a plane lies across: 0 left-right, 1 front-back, 2 feet-head.
inline std::size_t patient_axis(Plane plane) {
    switch (plane) {
        case Plane::sagittal:
            return 0;
        case Plane::coronal:
            return 1;
        case Plane::axial:
            break;
    }
    return 2;
}

}  // namespace imis
