#include "staged_folder.hpp"

#include <system_error>
#include <unistd.h>

#include "imis/base/error.hpp"

namespace imis {
namespace fs = std::filesystem;
namespace {

fs::path beside(const fs::path& target, const std::string& what) {
    return target.parent_path() / (target.filename().string() + "." + what + "-" + std::to_string(::getpid()));
}

void check_target(const fs::path& target, bool overwrite, const std::string& marker) {
    std::error_code code;
    if (!fs::exists(fs::symlink_status(target, code))) return;
    if (!fs::is_directory(target, code)) throw Error(target.string() + ": is there already, and is no folder");
    if (fs::is_empty(target, code) && !code) return;
    if (!fs::exists(target / marker, code)) {
        throw Error(target.string() + ": is there already and has no " + marker +
                    ", so it may hold something else; name another folder");
    }
    if (!overwrite)
        throw Error(target.string() + ": is there already; name another folder, or replace it", {"overwrite"});
}

}  // namespace

StagedFolder::StagedFolder(const fs::path& target, bool overwrite, const std::string& marker)
    : target_((target / "").lexically_normal().parent_path()), staged_(beside(target_, "partial")) {
    check_target(target_, overwrite, marker);
    std::error_code code;
    fs::create_directories(staged_, code);
    if (code) throw Error(staged_.string() + ": the folder can't be created: " + code.message());
}

StagedFolder::~StagedFolder() {
    std::error_code ignored;
    if (!finished_) fs::remove_all(staged_, ignored);
}

void StagedFolder::finish() {
    const fs::path replaced = beside(target_, "replaced");
    std::error_code code;
    const bool is_there = fs::exists(target_, code);
    if (is_there) fs::rename(target_, replaced, code);
    if (!code) fs::rename(staged_, target_, code);
    if (code) throw Error(target_.string() + ": can't be put in its place: " + code.message());
    finished_ = true;
    if (is_there) fs::remove_all(replaced, code);
}

}  // namespace imis
