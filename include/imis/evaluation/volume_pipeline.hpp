// The run of an evaluation by volumes: read -> encode slices -> rounds -> score -> store, several volumes at once.
#pragma once

#include "imis/evaluation/options.hpp"
#include "imis/evaluation/pipeline.hpp"
#include "imis/evaluation/plan.hpp"
#include "imis/evaluation/store.hpp"
#include "imis/evaluation/system.hpp"
#include "imis/model/engine.hpp"

namespace imis {

// As run_evaluation, of the plan's volumes: each is read, computed and stored by one thread, options.threads of them at
// once on a CPU (0: as for images), as many as images_at_once says on a GPU. Results do not depend on the number. A
// volume that can't be evaluated is logged and stored as skipped (in a strict run it throws Error). Throws UsageError
// where the system's policy has no rule for volumes, Interrupted after Ctrl-C; what was stored stays.
//
// Memory: of each volume under way its slices (LoadedVolume), two masks of all its voxels, and at most 64 embeddings.
void run_volume_evaluation(const Engine& engine, const System& system, const Plan& plan,
                           const EvaluationOptions& options, ResultStore& store, const ProgressCallback& progress);

}  // namespace imis
