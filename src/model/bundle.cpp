#include "imis/model/bundle.hpp"

#include "imis/base/error.hpp"
#include "imis/base/sha256.hpp"

namespace imis {
namespace {

namespace fs = std::filesystem;

constexpr const char* remedy = "; copy the bundle again, or export it again with scripts/export_model.py";

}  // namespace

void check_bundle_file(const Bundle& bundle, const std::string& name) {
    const fs::path file = bundle.file(name);
    const FileRecord& record = bundle.manifest.files.at(name);
    std::error_code problem;
    const auto bytes = fs::file_size(file, problem);
    if (problem) throw Error(file.string() + ": this file of the bundle is missing or unreadable" + remedy);
    if (bytes != record.bytes) {
        throw Error(file.string() + ": has " + std::to_string(bytes) + " bytes, model.json says " +
                    std::to_string(record.bytes) + remedy);
    }
    if (sha256_file(file) != record.sha256) {
        throw Error(file.string() + ": its SHA-256 is not the one in model.json (the file was changed or damaged)" +
                    remedy);
    }
}

Bundle read_bundle(const fs::path& folder) {
    if (!fs::is_directory(folder)) {
        throw Error(folder.string() + ": no such folder; name the folder of a model bundle", {"model"});
    }
    const fs::path manifest_file = folder / "model.json";
    if (!fs::exists(manifest_file)) {
        throw Error(manifest_file.string() +
                    ": is missing, so this is no model bundle; make one from a checkpoint "
                    "with scripts/export_model.py");
    }
    return {folder, read_manifest(manifest_file), sha256_file(manifest_file)};
}

Bundle open_bundle(const fs::path& folder) {
    Bundle bundle = read_bundle(folder);
    for (const auto& [name, record] : bundle.manifest.files) check_bundle_file(bundle, name);
    return bundle;
}

}  // namespace imis
