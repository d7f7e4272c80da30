// How a run of a suite may grow: by systems and data sets that change nothing of what it holds.
#pragma once

#include <map>
#include <string>

#include "imis/evaluation/store.hpp"

namespace imis {

// The identity of a stored run as if it had had the systems and data sets of `wanted` from its beginning, so that
// comparing the two shows what else differs. Data sets can always be added: prompts are keyed by their names. Systems
// can, where those that are there stay and the same one of them goes on giving the prompts (reference_system); from one
// system to several only without masks and logits, which then lie in other folders. Where they can't be added, the
// identity stays as it is.
[[nodiscard]] std::map<std::string, std::string> grown_identity(const RunContext& stored, const RunContext& wanted);

}  // namespace imis
