// Where the data that IMed-361M was made of are had: Table 3 of its supplement.
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace imis {

struct RawDataset {
    std::string name;                     // as in Table 2
    std::vector<std::string> modalities;  // normalised (modality.hpp)
    std::optional<std::string> link;      // the official one; none of private data sets
    bool released = false;                // whether the authors of IMed-361M may hand out the processed data
};

// The data sets of configs/imed361m/datasets.json, which is built in, in its order. Rows that differ by nothing but their
// modality are one.
[[nodiscard]] std::vector<RawDataset> raw_datasets();

// Those whose names have a text in them, in upper or lower case.
[[nodiscard]] std::vector<RawDataset> raw_datasets_named(const std::string& text);

}  // namespace imis
