// Segmenting the objects of one study.
#pragma once

#include <map>
#include <span>
#include <string>
#include <vector>

#include "imis/segmentation/object_answer.hpp"
#include "imis/segmentation/options.hpp"
#include "imis/segmentation/slice_embeddings.hpp"

namespace imis {

struct SegmentedObject {
    std::string name;
    SliceAxes axes;
    std::map<int, ObjectAnswer> slices;  // by slice index; masks may be empty on prompted slices
    std::vector<int> prompted;           // the slices that were prompted, ascending
};

// A slice that was prompted.
struct PromptedSlice {
    SliceAxes axes;
    int index = 0;
    bool operator==(const PromptedSlice&) const = default;
};

// The prompted slices of all objects, each once, in the order of the objects.
[[nodiscard]] std::vector<PromptedSlice> prompted_slices(std::span<const SegmentedObject> objects);
[[nodiscard]] std::vector<PromptedSlice> prompted_slices(std::span<const PlacedObject> objects);

// Segments an object on the slices that it is prompted on. With `propagate`, also their neighbours: from each prompted
// slice upwards and downwards, every next slice is prompted by its neighbour's mask, with its box (a click where the
// model takes no boxes) and, where the model takes masks, its logits. A sweep ends at the end of the volume or of the
// object's region, at an empty mask, below min_iou, beyond max_shift, and half-way to the next prompted slice. Throws
// as Refinement.
[[nodiscard]] SegmentedObject segment_study(const Engine& engine, const Study& study, SliceEmbeddings& embeddings,
                                            const PlacedObject& object, const SegmentationOptions& options);

}  // namespace imis
