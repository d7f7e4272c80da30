// What a bundle must fulfil, one requirement after the other, for people who make bundles.
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "imis/model/bundle.hpp"

namespace imis {

// One requirement and how it fared.
struct Requirement {
    enum class State { met, failed, not_reached };
    std::string text;  // what is required
    State state = State::not_reached;
    std::string problem;  // file, field and remedy, where it failed
};

// Checks the bundle in FOLDER on the CPU: the manifest's fields; size and SHA-256 of every file; that each module is
// TorchScript with the right inputs; vocabulary and category table; the probe; and a run on a grey image with every
// kind of prompt that the manifest names, for one and for two targets. A requirement that rests on a failed one is not
// reached. `report` is called as soon as a requirement's state is known. Returns whether all are met; throws nothing
// but what `report` throws.
bool check_bundle(const std::filesystem::path& folder, const std::function<void(const Requirement&)>& report);

// The operators that a module's code calls ("aten::linear"), sorted. Throws Error where the file is no TorchScript
// module.
[[nodiscard]] std::vector<std::string> module_operators(const std::filesystem::path& file);

}  // namespace imis
