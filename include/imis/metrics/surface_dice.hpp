// Normalised surface distance (NSD), also called surface Dice at a tolerance, in the convention of
// google-deepmind/surface-distance 0.1 (compute_surface_dice_at_tolerance): Nikolov et al., "Deep learning to achieve
// clinically applicable segmentation of head and neck anatomy for radiotherapy", 2018. The CVPR 2025 challenge of
// interactive 3D segmentation computes it so at 2 mm (and counts 0 where the image's mean Dice is at most 0.2).
//
// A surface element stands at each corner of the lattice around which some of the 4 pixels (8 voxels) are foreground
// and some are not; what lies outside the image counts as background. Its length (area) follows from which of them are:
// the contour (surface) that runs between the midpoints of neighbours of different kind, in a volume triangulated by
// marching cubes (Lorensen and Cline, 1987). Distances are Euclidean from corner to corner. MONAI's
// compute_surface_dice without use_subvoxels counts boundary pixels instead and gives other values.
#pragma once

#include <vector>

#include "imis/image/lattice.hpp"
#include "imis/metrics/surface_elements.hpp"

namespace imis {

struct SurfaceElement {
    double distance = 0;  // to the nearest element of the other surface, in the lattice's unit
    double measure = 0;   // length in an image, area in a volume, in the unit or its square
};

struct SurfaceDistances {
    std::vector<SurfaceElement> of_prediction;
    std::vector<SurfaceElement> of_target;
};

// The surfaces of two masks of one lattice, of two or three axes; both must have foreground.
[[nodiscard]] SurfaceDistances surface_distances(const LatticeMask& predicted, const LatticeMask& target);

// The same of surfaces that are at hand; the spacing is that of the target's codes.
[[nodiscard]] SurfaceDistances surface_distances(const NeighbourCodes& predicted, const NeighbourCodes& target);

// The share, by length or area, of both surfaces together that lies within the tolerance of the other surface; at
// exactly the tolerance it does. tolerance: in the unit of the distances. 0 to 1, higher is better.
[[nodiscard]] double surface_dice(const SurfaceDistances& distances, double tolerance);

}  // namespace imis
