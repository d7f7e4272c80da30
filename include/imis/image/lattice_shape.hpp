// The shape of masks of images and volumes alike (lattice.hpp): components, and how deep elements lie inside. For images
// alone mask_shape.hpp has the same, faster.
#pragma once

#include <vector>

#include "imis/image/lattice.hpp"

namespace imis {

// The foreground's component of most elements, as a mask of the same lattice: elements hang together where they share a
// corner (8 neighbours in an image, 26 in a volume). Of equally large components the one whose first element comes first
// in memory. All background where the mask is.
[[nodiscard]] LatticeMask largest_component(const LatticeMask& mask);

// For every element the squared Euclidean distance, in elements between their centres whatever the spacing, to the
// nearest background element; 0 for background. Everything outside the lattice counts as background: a foreground
// element at its border has depth 1. The values are whole numbers and exact, so that equal depths compare equal.
[[nodiscard]] std::vector<double> squared_depths(const LatticeMask& mask);

}  // namespace imis
