// Hausdorff and average surface distances, in the convention of MONAI 1.6 (monai.metrics: compute_hausdorff_distance
// and compute_average_surface_distance with spacing). Other tools take edges of pixels or weight by length or area;
// their values differ by up to a pixel and more.
//
// A mask's boundary is the mask without its erosion by the elements that share an edge (4 neighbours in an image) or a
// face (6 in a volume). What lies outside the image counts as background, so foreground at its border is boundary.
// Distances are Euclidean between centres, in the unit of the spacing, and every boundary element weighs the same.
// MONAI computes in 32 bits, this in 64.
#pragma once

#include <cstdint>
#include <vector>

#include "imis/image/lattice.hpp"

namespace imis {

// The boundary of a mask, as a mask of the same lattice.
[[nodiscard]] LatticeMask boundary(const LatticeMask& mask);

// Of each boundary element of one mask the distance to the nearest boundary element of the other, by rising distance.
struct BoundaryDistances {
    std::vector<double> from_prediction;
    std::vector<double> from_target;
};

// Both masks must have foreground, and the same lattice.
[[nodiscard]] BoundaryDistances boundary_distances(const LatticeMask& predicted, const LatticeMask& target);

// The same of boundaries that are at hand.
[[nodiscard]] BoundaryDistances distances_between(const LatticeMask& boundary_of_prediction,
                                                  const LatticeMask& boundary_of_target);

// HD: the greatest distance of either direction.
[[nodiscard]] double hausdorff_distance(const BoundaryDistances& distances);

// HD95: the larger of the two directed 95th percentiles, each linearly interpolated between neighbours (quantile.hpp).
// Tools that take one percentile of both directions together get less where the directions differ.
[[nodiscard]] double hausdorff_distance_95(const BoundaryDistances& distances);

// ASSD: the mean over the boundary elements of both masks together; not the mean of the two directed means.
[[nodiscard]] double average_surface_distance(const BoundaryDistances& distances);

}  // namespace imis
