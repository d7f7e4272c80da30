// The context that a run records before its first result.
#pragma once

#include <string>
#include <vector>

#include <ATen/core/Tensor.h>

#include "imis/evaluation/options.hpp"
#include "imis/evaluation/plan.hpp"
#include "imis/evaluation/store.hpp"
#include "imis/evaluation/system.hpp"

namespace imis {

// Identity: model and data set hashes and every option that results depend on. Information: the command and the folder
// it was given in, tool version and commit, build type, LibTorch version, device, folders, the options' notes, start
// time (UTC).
[[nodiscard]] RunContext make_context(const EvaluationOptions& options, const Plan& plan,
                                      const std::vector<System>& systems, const at::Device& device);

}  // namespace imis
