// Label maps of any number of labels, as files of masks hold them, of images and of volumes.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "imis/image/lattice.hpp"
#include "imis/image/volume.hpp"

namespace imis {

// Which object every element belongs to, 0 for none; the last axis runs fastest. An image has two axes (y, x), a volume
// three (k, j, i), also where it has one slice.
struct LabelMap {
    Lattice lattice;
    std::vector<std::int32_t> labels;
    std::optional<VolumeGeometry> place = std::nullopt;  // of a volume whose file says where it lies
};

// The labels that occur, but 0, rising.
[[nodiscard]] std::vector<std::int32_t> labels_in(const LabelMap& map);

// The elements of one label.
[[nodiscard]] LatticeMask mask_of(const LabelMap& map, std::int32_t label);

// The map with 1 for every label but 0.
[[nodiscard]] LabelMap foreground_of(LabelMap map);

}  // namespace imis
