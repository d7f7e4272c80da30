#include <algorithm>

#include "imis/segmentation/segmentation.hpp"

namespace imis {
namespace {

void add_once(std::vector<PromptedSlice>& all, const PromptedSlice& slice) {
    if (std::ranges::find(all, slice) == all.end()) all.push_back(slice);
}

}  // namespace

std::vector<PromptedSlice> prompted_slices(std::span<const SegmentedObject> objects) {
    std::vector<PromptedSlice> all;
    for (const SegmentedObject& object : objects) {
        for (const int index : object.prompted) add_once(all, {object.axes, index});
    }
    return all;
}

std::vector<PromptedSlice> prompted_slices(std::span<const PlacedObject> objects) {
    std::vector<PromptedSlice> all;
    for (const PlacedObject& object : objects) {
        for (const auto& [index, prompts] : object.slices) add_once(all, {object.axes, index});
    }
    return all;
}

}  // namespace imis
