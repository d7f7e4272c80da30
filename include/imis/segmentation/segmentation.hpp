// Segmenting the objects of one study.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "imis/segmentation/object_answer.hpp"
#include "imis/segmentation/slice_embeddings.hpp"

namespace imis {

struct SegmentationOptions {
    Protocol protocol;
    bool propagate = false;             // from the prompted slices to their neighbours
    double min_iou = 0.5;               // propagation ends where the model predicts a lower IoU, 0 to 1
    bool all_candidates = false;        // on prompted slices
    std::function<void()> after_slice;  // called after every mask; may throw to stop
};

struct SegmentedObject {
    std::string name;
    SliceAxes axes;
    std::map<int, ObjectAnswer> slices;  // by slice index; masks may be empty on prompted slices
    std::vector<int> prompted;           // the slices that were prompted, ascending
};

// Segments an object on the slices that it is prompted on. With `propagate`, also their neighbours: from each prompted slice upwards
// and downwards, every next slice is prompted by its neighbour's mask, with its box (a click where the model takes no boxes) and, where
// the model takes masks, its logits. A sweep ends at the end of the volume or of the object's region, at an empty mask, below min_iou,
// and half-way to the next prompted slice. Throws as GuidedSession.
[[nodiscard]] SegmentedObject segment_study(const Engine& engine, const Study& study, SliceEmbeddings& embeddings,
                                            const PlacedObject& object, const SegmentationOptions& options);

}  // namespace imis
