// Boundary IoU: Cheng, Girshick, Dollar, Berg and Kirillov, "Boundary IoU: Improving Object-Centric Image Segmentation
// Evaluation", CVPR 2021, as their code computes it (bowenc0221/boundary-iou-api, mask_to_boundary).
#pragma once

#include "imis/image/lattice.hpp"
#include "imis/metrics/overlap.hpp"

namespace imis {

// How far the boundary reaches into a mask, in pixels: 0.02 of the diagonal of the whole image in pixels, rounded to
// the nearest whole number (halves to even, as Python does), at least 1. Spacing makes no difference.
[[nodiscard]] std::size_t boundary_width(const Lattice& image);

// The mask without its erosion by a square of 3 x 3, `width` times: the foreground with background at a chessboard
// distance of at most `width`. What lies outside the image counts as background, so a mask may be cropped. In a volume
// the square is a cube; the paper knows images only.
[[nodiscard]] LatticeMask wide_boundary(const LatticeMask& mask, std::size_t width);

// Pixel counts of these boundaries of two masks of one lattice, whose IoU is the metric.
[[nodiscard]] Overlap boundary_overlap(const LatticeMask& predicted, const LatticeMask& target, std::size_t width);

}  // namespace imis
