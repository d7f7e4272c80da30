// A volume of a data set in memory: the images of its slices, and its targets.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <vector>

#include "imis/evaluation/options.hpp"
#include "imis/evaluation/plan.hpp"
#include "imis/image/image.hpp"
#include "imis/image/lattice.hpp"

namespace imis {

// A class with at least one voxel in the volume.
struct VolumeTarget {
    int class_index = 0;
    std::string name;
    std::map<std::size_t, Mask> planes;  // by slice, those with a pixel

    [[nodiscard]] std::size_t first_slice() const { return planes.begin()->first; }
    [[nodiscard]] std::size_t last_slice() const { return planes.rbegin()->first; }
};

// Takes 3 bytes a pixel for the images, and one for each pixel of a slice with a target.
struct LoadedVolume {
    std::vector<Image> slices;
    std::vector<VolumeTarget> targets;  // in class order
    Lattice lattice;                    // slices, rows, columns, with the spacing that the plan measures in
};

// Reads the slices of a planned volume. Throws ItemError naming the slice where one can't be read or has another size
// than the first, or what the plan says is wrong with the volume.
[[nodiscard]] LoadedVolume load_volume(const Plan& plan, const PlannedVolume& volume, Split split);

// The whole of a target as a mask of a volume, and one slice of such a mask.
[[nodiscard]] LatticeMask stacked(const VolumeTarget& target, const Lattice& lattice);
void put_slice(LatticeMask& volume, std::size_t slice, const Mask& mask);

// The smallest box around the target in all its slices, seen along them.
[[nodiscard]] Box tight_box(const VolumeTarget& target);

}  // namespace imis
