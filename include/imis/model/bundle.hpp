// A model bundle on disk: a folder with model.json, TorchScript modules, vocabulary and category table.
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "imis/model/manifest.hpp"

namespace imis {

struct Bundle {
    std::filesystem::path folder;
    Manifest manifest;
    std::string sha256;  // of model.json, which holds the hashes of all other files: it identifies the whole bundle

    [[nodiscard]] std::filesystem::path file(const std::string& name) const { return folder / name; }
    [[nodiscard]] std::filesystem::path module(const std::string& role) const {
        return folder / manifest.modules.at(role);
    }
};

// Reads the manifest of FOLDER and no other file. Throws Error that names file, field and remedy.
[[nodiscard]] Bundle read_bundle(const std::filesystem::path& folder);

// Checks that a file that the manifest lists is there with the listed size and SHA-256. Throws Error.
void check_bundle_file(const Bundle& bundle, const std::string& name);

// Reads the manifest of FOLDER and checks that every listed file is there with the listed size and SHA-256. Throws
// Error that names the file, what is wrong and the remedy.
[[nodiscard]] Bundle open_bundle(const std::filesystem::path& folder);

// What a bundle must fulfil, one requirement after the other, for people who make bundles.

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
