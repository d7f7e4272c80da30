#pragma once

#include <filesystem>
#include <string>

namespace imis {

// While it lives, this thread reads a file with GDCM, whose packages are built with assertions: some damaged files fail them, which ends
// the program and can't be caught. Then at least a line on stderr names the file, and the exit code is that of any failure (1).
// Everything written before stays: files appear only once they are whole.
class AbortNotice {
public:
    explicit AbortNotice(const std::filesystem::path& file);
    ~AbortNotice();
    AbortNotice(const AbortNotice&) = delete;
    AbortNotice& operator=(const AbortNotice&) = delete;

private:
    std::string line_;
};

}  // namespace imis
