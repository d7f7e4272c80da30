// Writing a folder in the IMed-361M layout.
#pragma once

#include <cstddef>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "image_source.hpp"
#include "imis/data/dataset.hpp"

namespace imis {

// What dataset.json says beside the items.
struct DatasetHead {
    std::string name;
    std::string modality;  // empty: left out
    std::vector<std::string> classes;
    std::string volume_rule;  // empty: left out
};

// Images and labels are written as they come, dataset.json at the end.
class DatasetWriter {
public:
    DatasetWriter(std::filesystem::path folder, DatasetHead head);

    // name: of the image, each once. Throws Error where a file can't be written.
    void add(Split split, const std::string& name, const LabelledImage& image);

    // Writes dataset.json: spacings once where all images have the same. Throws Error where it can't be written, or
    // some images have a spacing and others none.
    void finish() const;

private:
    struct Item {
        std::string name;
        std::string label;
        std::optional<PixelSpacing> spacing;
        std::optional<double> slice_spacing;
    };

    std::filesystem::path folder_;
    DatasetHead head_;
    std::map<Split, std::vector<Item>> items_;
};

}  // namespace imis
