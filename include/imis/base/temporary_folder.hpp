// A folder for what is only needed for a while, gone with the object.
#pragma once

#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <system_error>

#include "imis/base/error.hpp"

namespace imis {

// A new, empty, uniquely named folder below the system's temporary one; removed with all it holds on destruction. The
// constructor throws Error where none can be made. Tests run in parallel, so every file that a
// test writes belongs into one of these.
class TemporaryFolder {
public:
    TemporaryFolder() {
        std::error_code none;
        std::string pattern = (std::filesystem::temp_directory_path(none) / "imis-XXXXXX").string();
        if (none || ::mkdtemp(pattern.data()) == nullptr) {
            const std::string why = none ? none.message() : std::generic_category().message(errno);
            throw Error("no folder for temporary files can be made: " + why + "; set TMPDIR to one that is writable");
        }
        path_ = pattern;
    }
    ~TemporaryFolder() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;

    [[nodiscard]] const std::filesystem::path& path() const { return path_; }
    [[nodiscard]] std::filesystem::path operator/(const std::filesystem::path& name) const { return path_ / name; }

private:
    std::filesystem::path path_;
};

}  // namespace imis
