#include "store_folder.hpp"

#include <system_error>

#include "imis/base/error.hpp"
#include "imis/evaluation/run_folder.hpp"

namespace imis {
namespace {

namespace fs = std::filesystem;

// So that nothing of an earlier run stands beside the new one's results.
void remove_results(const fs::path& folder) {
    for (const fs::path& name : run_folder::contents()) {
        std::error_code problem;
        fs::remove_all(folder / name, problem);
        if (problem) throw Error((folder / name).string() + ": can't be removed: " + problem.message());
    }
}

}  // namespace

std::filesystem::path prepare_folder(const std::filesystem::path& folder, bool overwrite) {
    std::error_code problem;
    std::filesystem::create_directories(folder, problem);
    if (problem) throw Error(folder.string() + ": the output folder can't be created: " + problem.message());
    const std::filesystem::path file = folder / run_folder::store;
    // A folder without a store holds no results of ours, whatever its files are called.
    if (overwrite && std::filesystem::exists(file)) remove_results(folder);
    return file;
}

std::filesystem::path existing_store(const std::filesystem::path& folder) {
    const std::filesystem::path file = folder / run_folder::store;
    if (!std::filesystem::exists(file))
        throw Error(file.string() + ": is missing; name the output folder of an evaluation");
    return file;
}

}  // namespace imis
