// Pictures, masks and volumes to convert, and the data sets that come of them.
#pragma once

#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

#include "drawn_mask.hpp"
#include "imis/base/files.hpp"
#include "imis/data/conversion.hpp"
#include "imis/data/sample.hpp"
#include "imis/formats/pictures.hpp"

namespace imis {

// A picture of 4 x 3 pixels, grey, of a value that tells it from others.
inline Image plain_picture(std::uint8_t value) {
    return {{3, 4}, std::vector<std::uint8_t>(36, value)};
}

// A label map of 4 x 3 pixels: "1.2." is a row.
inline LabelImage drawn_labels(const std::vector<std::string>& rows) {
    LabelImage image{{static_cast<int>(rows.size()), static_cast<int>(rows.front().size())}, {}};
    for (const std::string& row : rows) {
        for (const char letter : row) {
            image.labels.push_back(static_cast<std::uint8_t>(letter == '.' ? 0 : letter - '0'));
        }
    }
    return image;
}

// The masks of an item as text, "liver: .#../....; spleen: ...".
inline std::string masks_text(const Dataset& dataset, const DatasetItem& item) {
    std::string text;
    for (const Target& target : load_sample(dataset, item).targets) {
        text += (text.empty() ? "" : "; ") + target.name + ":";
        for (std::size_t pixel = 0; pixel < target.mask.pixels.size(); ++pixel) {
            if (pixel % static_cast<std::size_t>(target.mask.size.width) == 0) text += pixel == 0 ? " " : "/";
            text += target.mask.pixels[pixel] != 0 ? "#" : ".";
        }
    }
    return text;
}

// All files below a folder with their contents.
inline std::vector<std::pair<std::string, std::string>> folder_contents(const std::filesystem::path& folder) {
    std::vector<std::pair<std::string, std::string>> contents;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
        if (entry.is_regular_file()) {
            contents.emplace_back(entry.path().lexically_relative(folder).string(), read_text_file(entry.path()));
        }
    }
    std::sort(contents.begin(), contents.end());
    return contents;
}

}  // namespace imis
