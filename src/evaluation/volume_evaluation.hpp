// One volume through the model: prompts with a third axis, slices decoded one by one, scores of the whole.
#pragma once

#include "imis/evaluation/options.hpp"
#include "imis/evaluation/plan.hpp"
#include "imis/evaluation/result.hpp"
#include "imis/evaluation/system.hpp"
#include "imis/model/engine.hpp"
#include "loaded_volume.hpp"

namespace imis {

// An empty result of a planned volume, with its names filled in: the image is the volume.
[[nodiscard]] ImageResult blank_result(const System& system, const Plan& plan, const PlannedVolume& volume);

// Evaluates the wanted targets of a volume. In the first round a box, the smallest around the target in all its slices,
// is given to each slice from the target's first to its last, a point to the slice where it lies, and nothing where the
// system takes no box. Every later round gives one click, to the slice where it lies, and only that slice is decoded
// again; where nothing differs the masks stand.
// Slices that were given nothing have no foreground. Counts are of voxels, metrics are taken in three axes. What a model
// says of its masks (predicted IoU, category) is of slices, and left out here.
//
// Targets whose logits are not finite and volumes without any target are reported in the result. Throws Error where the
// model fails, Interrupted after Ctrl-C.
[[nodiscard]] ImageResult evaluate_volume(const Engine& engine, const System& system, const Plan& plan,
                                          const PlannedVolume& planned, const LoadedVolume& volume,
                                          const EvaluationOptions& options);

}  // namespace imis
