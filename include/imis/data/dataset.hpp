// A data set folder in the IMed-361M layout: dataset.json lists training and test items; an item is an image, a sparse
// label with one plane per class, and (not used for evaluation) an interactive-mask map.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "imis/base/choice.hpp"
#include "imis/data/volume_rule.hpp"
#include "imis/image/lattice.hpp"

namespace imis {

enum class Split { training, test };

inline constexpr Words<Split, 2> split_words = {{{Split::training, "training"}, {Split::test, "test"}}};

// One line of dataset.json's list, paths as given there (relative to the data set's folder).
struct DatasetItem {
    std::string image;
    std::string label;
    std::string
        name;  // unique within the split: the image's path below its folder without extension, '/' replaced by '_'
    std::string imask;  // the map of interactive masks, not used for evaluation; empty where the entry names none
    // Why the entry can't be used (a field is missing, a path leaves the folder), with file and entry; empty for a good
    // one. One bad entry does not cost the whole data set: load_sample throws this as ItemError.
    std::string problem;
    // Height and width of a pixel in millimetres: the item's "spacing", or else the data set's. Of one data set all
    // good items have it or none.
    std::optional<PixelSpacing> spacing;
    // Between the centres of neighbouring slices of its volume in millimetres: the item's "slice_spacing", or else the
    // data set's. Of one data set all good items have it or none.
    std::optional<double> slice_spacing;
    // The volume that the image is a slice of, by the data set's "volume_rule"; all good items have it or none.
    std::optional<VolumeSlice> volume;
};

struct Dataset {
    std::string name;      // dataset.json "name", or the folder's name where that is missing
    std::string modality;  // normalised (modality.hpp), "Unknown" where dataset.json gives none
    std::filesystem::path folder;
    std::vector<std::string> classes;  // plane i of a label is classes[i]; "background" is left out
    std::vector<DatasetItem> training;
    std::vector<DatasetItem> test;
    std::optional<std::string> volume_rule;  // the pattern that the items' volumes were read by (volume_rule.hpp)

    [[nodiscard]] const std::vector<DatasetItem>& items(Split split) const {
        return split == Split::test ? test : training;
    }
};

// Reads FOLDER/dataset.json: "labels" (class names by number), "training" and "test" (lists of items, one of them may
// be missing), "name", "modality" or else a "description" that starts with one, "spacing", "slice_spacing" and "volume_rule".
// Throws Error (file, field, remedy) where it is missing or malformed, a spacing is not two positive numbers (of slices:
// one) or is missing for some items alone, or an image doesn't match the volume rule; a malformed entry of a list is kept with its problem.
[[nodiscard]] Dataset read_dataset(const std::filesystem::path& folder);

// The data set folders under a path, sorted: itself where it has a dataset.json, or else the folders directly below it
// that have one. Throws Error where there is none.
[[nodiscard]] std::vector<std::filesystem::path> dataset_folders(const std::filesystem::path& path);

// The data sets under each of the given paths, sorted by name: a folder with a dataset.json is one, a folder without
// stands for all data sets directly below it. A folder met twice counts once. Throws Error where a path holds none, or
// two data sets share a name.
[[nodiscard]] std::vector<Dataset> find_datasets(const std::vector<std::filesystem::path>& paths);

}  // namespace imis
