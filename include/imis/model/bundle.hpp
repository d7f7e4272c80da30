// A model bundle on disk: a folder with model.json, TorchScript modules, vocabulary and category table.
#pragma once

#include <filesystem>
#include <string>

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

}  // namespace imis
