// Where simulated users click in a volume: the policies of click_policy.hpp with a third axis.
//
//   policy      first click                                    next click
//   imis        half of the target nearest to its centroid     uniform over the error
//   sam-med2d   uniform over the target                        uniform over the error
//   cvpr25      its next click, nothing predicted              deepest voxel of the error's largest component
//
// Distances count voxels, whatever the spacing. Masks are of three axes, slices first; voxels are numbered in the order
// of the elements, and of equal ones the one of highest priority is clicked (pixel_priority.hpp). Nothing differs: no
// click. ritm has no rule for volumes.
#pragma once

#include <cstddef>
#include <optional>

#include "imis/base/random.hpp"
#include "imis/image/lattice.hpp"
#include "imis/interaction/pixel_priority.hpp"
#include "imis/interaction/prompt.hpp"
#include "imis/model/manifest.hpp"

namespace imis {

struct VolumeClick {
    std::size_t slice = 0;
    Click click;  // in pixels of that slice
};

// Throws UsageError where a policy has no rule for volumes.
void check_volume_policy(ClickPolicy policy);

// The first click for a target, whose label is 1. Throws Error where the target is empty, UsageError as
// check_volume_policy.
[[nodiscard]] VolumeClick first_volume_click(ClickPolicy policy, const LatticeMask& target, const RandomKey& key);

// The click after a round, label 1 where the voxel was missed, 0 where it was overrun; none where nothing differs.
// Throws Error where the masks differ in size, UsageError as check_volume_policy.
//
// cvpr25 is the click of the CVPR 2025 challenge (CVPR25_iter_eval.py): in the largest 26-connected component of all
// error voxels, missed and overrun together (equally large: the first in the order of voxels), one of the voxels of
// greatest Euclidean distance to whatever lies outside the component or the volume.
[[nodiscard]] std::optional<VolumeClick> next_volume_click(ClickPolicy policy, const LatticeMask& predicted,
                                                           const LatticeMask& target, PriorityKey key);

}  // namespace imis
