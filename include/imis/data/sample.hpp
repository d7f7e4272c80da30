// One item of a data set in memory: the image and its targets.
#pragma once

#include <string>
#include <vector>

#include "imis/data/dataset.hpp"
#include "imis/image/image.hpp"

namespace imis {

// A class with at least one pixel in this image, at the original size.
struct Target {
    int class_index = 0;  // index into Dataset::classes
    std::string name;     // the class name as the data set gives it
    Mask mask;
};

struct Sample {
    Image image;                  // original size
    std::vector<Target> targets;  // in class order; empty where no class has a pixel
};

// Reads one item. Throws ItemError where the item has a problem, a path leads out of the data set's folder (symbolic
// links included), the image or label is missing, unreadable or truncated, or their sizes or the number of classes do
// not agree; the message names the file.
[[nodiscard]] Sample load_sample(const Dataset& dataset, const DatasetItem& item);

}  // namespace imis
