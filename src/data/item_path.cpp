#include "item_path.hpp"

#include <algorithm>
#include <system_error>

#include "imis/base/error.hpp"

namespace imis {
namespace fs = std::filesystem;

std::string item_path_problem(const std::string& relative) {
    if (relative.empty()) return "is empty";
    if (relative.find('\0') != std::string::npos) return "has a NUL character";
    const fs::path path(relative);
    if (path.is_absolute()) return "is absolute; paths must be relative to the data set's folder";
    const fs::path normal = path.lexically_normal();
    if (*normal.begin() == "..") return "leaves the data set's folder";
    return {};
}

fs::path resolve_item_path(const fs::path& folder, const std::string& relative) {
    const fs::path path = folder / relative;
    std::error_code code;
    const fs::path real = fs::canonical(path, code);
    if (code == std::errc::no_such_file_or_directory) throw ItemError(path.string() + ": no such file");
    if (code) throw ItemError(path.string() + ": cannot be reached: " + code.message());
    const fs::path real_folder = fs::canonical(folder, code);
    if (code) throw ItemError(folder.string() + ": cannot be reached: " + code.message());
    const auto [end_of_folder, rest] = std::mismatch(real_folder.begin(), real_folder.end(), real.begin(), real.end());
    if (end_of_folder != real_folder.end()) {
        throw ItemError(path.string() + ": a symbolic link leads out of the data set's folder; copy the file into it");
    }
    return path;
}

}  // namespace imis
