// Points and boxes as people give them.
#pragma once

#include "imis/interaction/given_round.hpp"

namespace imis {

inline GivenShape given_point(const Vector3& at, int label = 1) {
    return {PromptKind::point, {at}, label};
}

inline GivenShape given_box(const Vector3& first, const Vector3& last) {
    return {PromptKind::box, {first, last}};
}

}  // namespace imis
