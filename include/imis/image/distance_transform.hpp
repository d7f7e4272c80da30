// The exact Euclidean distance transform of images and volumes whose spacing differs between the axes.
#pragma once

#include <vector>

#include "imis/image/lattice.hpp"

namespace imis {

// For every element the squared Euclidean distance from its centre to that of the nearest foreground element, in the
// square of the lattice's unit: 0 for foreground, infinity everywhere where there is no foreground. The values come in
// the order of the elements. (squared_depths in mask_shape.hpp is the other way round, in whole pixels, and counts the
// outside of the image.)
//
// One axis after the other, along each line the lower envelope of the parabolas that stand on it: Felzenszwalb and
// Huttenlocher, "Distance Transforms of Sampled Functions", Theory of Computing 8 (2012), section 2, with spacing.
// Time is linear in the number of elements. Each value is the sum over the axes, slowest first, of (steps * spacing)^2
// in 64 bits; where two foreground elements are equally near but for rounding, either's sum may come out.
[[nodiscard]] std::vector<double> squared_distances(const LatticeMask& mask);

// The same values at the foreground elements of `from` alone, in their order; for masks of one lattice of two axes or
// more. Where these elements are few, as on a boundary, most of the work falls away.
[[nodiscard]] std::vector<double> squared_distances(const LatticeMask& from, const LatticeMask& to);

}  // namespace imis
