#include "imis/evaluation/run_place.hpp"

#include <algorithm>
#include <system_error>

#include "imis/base/ascii.hpp"
#include "imis/base/error.hpp"
#include "imis/evaluation/run_folder.hpp"
#include "sqlite.hpp"
#include "store_schema.hpp"

namespace imis {
namespace {

namespace fs = std::filesystem;

// Of "out/box/" the folder is "out/box", of "." the one that it stands for.
fs::path plain(const fs::path& folder) {
    const fs::path whole = folder.lexically_normal();
    if (whole == "." || whole.filename() == "..") return fs::absolute(folder).lexically_normal();
    return whole.has_filename() ? whole : whole.parent_path();
}

fs::path store_in(const fs::path& folder) {
    return folder / run_folder::store;
}

bool has_store(const fs::path& folder) {
    std::error_code ignored;
    return fs::exists(store_in(folder), ignored);
}

// None where the store is of another version: then it is opened, and refused, by those who read results.
std::vector<std::string> names_in(const fs::path& file) {
    Database database(file, Access::read);
    Statement version(database, "SELECT user_version FROM pragma_user_version");
    version.step();
    if (version.integer(0) != schema_version) return {};
    std::vector<std::string> names;
    Statement select(database, "SELECT name FROM run ORDER BY position");
    while (select.step()) names.push_back(select.text(0));
    return names;
}

bool has(const std::vector<std::string>& names, const std::string& name) {
    return std::ranges::find(names, name) != names.end();
}

std::string listed(const fs::path& folder, const std::vector<std::string>& names) {
    std::vector<std::string> folders;
    folders.reserve(names.size());
    for (const std::string& name : names) folders.push_back((folder / name).string());
    return joined(folders);
}

void remove_contents(const fs::path& folder, const std::vector<fs::path>& names) {
    for (const fs::path& name : names) {
        std::error_code problem;
        fs::remove_all(folder / name, problem);
        if (problem) throw Error((folder / name).string() + ": can't be removed: " + problem.message());
    }
}

}  // namespace

fs::path RunPlace::store_folder() const {
    return name.empty() ? folder : plain(folder).parent_path();
}

fs::path RunPlace::store_file() const {
    return store_in(store_folder());
}

std::vector<std::string> suite_runs_in(const fs::path& folder) {
    if (!has_store(folder)) return {};
    std::vector<std::string> names = names_in(store_in(folder));
    std::erase(names, "");
    return names;
}

RunPlace find_run(const fs::path& folder) {
    if (has_store(folder)) {
        const std::vector<std::string> names = suite_runs_in(folder);
        if (names.empty()) return {folder};
        throw UsageError(folder.string() + ": holds the runs of a suite; name one of them: " + listed(folder, names));
    }
    const RunPlace place(folder, plain(folder).filename().string());
    const std::vector<std::string> names = suite_runs_in(place.store_folder());
    if (has(names, place.name)) return place;
    if (has_store(place.store_folder())) {  // refused here where it is of another version
        Database database(place.store_file(), Access::read);
        check_version(database, Access::read);
    }
    if (!names.empty()) {
        throw Error(folder.string() + ": is no run of the suite there; it has " + listed(place.store_folder(), names));
    }
    throw Error(store_in(folder).string() + ": is missing; name the output folder of an evaluation");
}

std::vector<fs::path> all_runs(std::span<const fs::path> folders) {
    std::vector<fs::path> runs;
    for (const fs::path& folder : folders) {
        const std::vector<std::string> names = suite_runs_in(folder);
        if (names.empty()) runs.push_back(folder);
        for (const std::string& name : names) runs.push_back(folder / name);
    }
    return runs;
}

bool has_run(const RunPlace& place) {
    return has_store(place.store_folder()) && has(names_in(place.store_file()), place.name);
}

void check_place(const RunPlace& place) {
    if (has_store(place.store_folder())) {
        Database database(place.store_file(), Access::read);
        check_version(database, Access::write);
    }
    const auto refuse = [](const fs::path& folder, const std::string& problem) {
        throw Error(folder.string() + ": " + problem + "; choose another output folder, or replace them",
                    {"output", "overwrite"});
    };
    if (!place.name.empty()) {
        if (has_run({place.store_folder()})) {
            refuse(place.store_folder(), "holds the results of an evaluation that is no suite");
        }
        if (!has_store(place.folder)) return;
        throw Error(place.folder.string() + ": holds the results of another evaluation; choose another output folder",
                    {"output"});
    }
    if (!suite_runs_in(place.folder).empty()) refuse(place.folder, "holds the runs of a suite");
    const RunPlace in_suite(place.folder, plain(place.folder).filename().string());
    if (has(suite_runs_in(in_suite.store_folder()), in_suite.name)) {
        throw Error(place.folder.string() + ": is the folder of a run of a suite; choose another output folder",
                    {"output"});
    }
}

void remove_results(const fs::path& folder) {
    if (!has_store(folder)) return;
    std::vector<std::string> names;
    try {
        names = suite_runs_in(folder);
    } catch (const Error&) {
        names.clear();  // no store of ours, or a damaged one
    }
    for (const std::string& name : names) {
        remove_contents(folder / name, run_folder::contents());
        std::error_code not_empty;  // then others put something there
        fs::remove(folder / name, not_empty);
    }
    remove_contents(folder, run_folder::contents());
}

void remove_tables(const RunPlace& place) {
    std::vector<fs::path> names = run_folder::contents();
    std::erase_if(names, [](const fs::path& name) {
        return name == run_folder::masks || name == run_folder::logits || name.string().starts_with(run_folder::store);
    });
    remove_contents(place.folder, names);
}

}  // namespace imis
