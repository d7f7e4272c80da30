// A folder that is there as a whole or not at all.
#pragma once

#include <filesystem>
#include <string>

namespace imis {

// Files are written into a folder beside the target, which takes its place when all are there; otherwise it goes with
// the object.
class StagedFolder {
public:
    // marker: a file that a folder of the same kind has. An existing target is replaced only where `overwrite` says so
    // and it has the marker; an empty folder always. Throws Error where it is in the way.
    StagedFolder(const std::filesystem::path& target, bool overwrite, const std::string& marker);
    ~StagedFolder();
    StagedFolder(const StagedFolder&) = delete;
    StagedFolder& operator=(const StagedFolder&) = delete;

    [[nodiscard]] const std::filesystem::path& path() const { return staged_; }

    // Puts the folder in its place. Throws Error.
    void finish();

private:
    std::filesystem::path target_;
    std::filesystem::path staged_;
    bool finished_ = false;
};

}  // namespace imis
