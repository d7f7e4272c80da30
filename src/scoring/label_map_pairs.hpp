// Which predicted file belongs to which true one.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace imis {

struct LabelMapPair {
    std::string name;  // the truth's, without its ending, with its subfolders
    std::filesystem::path prediction;
    std::filesystem::path truth;
};

struct LabelMapPairs {
    std::vector<LabelMapPair> pairs;    // by name
    std::vector<std::string> unpaired;  // names of predictions without a truth
};

// Two files, or two folders. Throws Error where one is missing, a file is to be compared with a folder, a folder holds no
// label map or two of one name, or a truth has no prediction.
[[nodiscard]] LabelMapPairs pair_label_maps(const std::filesystem::path& prediction,
                                            const std::filesystem::path& truth);

}  // namespace imis
