// A copy of the embedded bundle that a test may damage.
#pragma once

#include <fstream>
#include <functional>

#include <nlohmann/json.hpp>

#include "imis/base/sha256.hpp"
#include "imis/base/temporary_folder.hpp"

namespace imis {

inline std::filesystem::path tiny_bundle() {
    return std::filesystem::path(IMIS_SOURCE_DIR) / "models" / "imis-tiny";
}

class CopiedBundle {
public:
    CopiedBundle() { std::filesystem::copy(tiny_bundle(), path(), std::filesystem::copy_options::recursive); }

    [[nodiscard]] std::filesystem::path path() const { return folder_ / "bundle"; }

    // Changes model.json.
    void edit(const std::function<void(nlohmann::json&)>& change) const {
        auto manifest = nlohmann::json::parse(std::ifstream(path() / "model.json"));
        change(manifest);
        std::ofstream(path() / "model.json") << manifest.dump(1);
    }

    // Replaces a file, and makes model.json say so.
    void replace(const std::string& name, const std::string& content) const {
        std::ofstream(path() / name, std::ios::binary) << content;
        edit([&](nlohmann::json& manifest) {
            manifest["files"][name] = {{"sha256", sha256_file(path() / name)}, {"bytes", content.size()}};
        });
    }

private:
    TemporaryFolder folder_;
};

}  // namespace imis
