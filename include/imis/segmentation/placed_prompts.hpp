// Prompts in the slices that they are for.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "imis/interaction/prompt.hpp"
#include "imis/segmentation/given_prompts.hpp"
#include "imis/segmentation/study.hpp"

namespace imis {

// What is given on one slice, round by round; coordinates are pixels of the slice as it is stored (image/slices.hpp).
using SlicePrompts = std::vector<Prompt>;

struct PlacedObject {
    std::string name;
    SliceAxes axes;
    std::map<int, SlicePrompts> slices;  // by slice index; an object to start from a mask alone has an empty round
    std::filesystem::path mask;          // to start from; empty: none
    std::optional<std::pair<int, int>> limits;  // first and last slice that a region reaches
};

// Finds the slice and the pixels of an object's prompts:
// - pixel coordinates lie on the slice that the object names, or on the only slice;
// - a position in millimetres lies in the voxel whose centre is nearest; where a slice is named, it must lie in it;
// - a region's box is the outline of its corners, on the slice named or the one in the region's middle.
// Throws UsageError that names what was given and what would do: no slice to put pixels on, a point or a box outside of
// the image, millimetres in an input without a place in the patient, no prompt at all.
[[nodiscard]] PlacedObject place_object(const GivenObject& object, const Study& study);

}  // namespace imis
