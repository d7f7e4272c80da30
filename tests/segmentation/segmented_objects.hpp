// Results as a segmentation gives them, made by hand.
#pragma once

#include <map>
#include <string>

#include "drawn_mask.hpp"
#include "imis/segmentation/segmentation.hpp"
#include "studies.hpp"

namespace imis {

// An object that was prompted on all its slices; every mask has the score 0.75 and no logits.
inline SegmentedObject segmented_object(const std::string& name, const SliceAxes& axes,
                                        const std::map<int, Mask>& masks) {
    SegmentedObject object{name, axes, {}, {}};
    for (const auto& [slice, mask] : masks) {
        ObjectAnswer& answer = object.slices[slice];
        answer.best.mask = mask;
        answer.best.score = 0.75;
        object.prompted.push_back(slice);
    }
    return object;
}

}  // namespace imis
