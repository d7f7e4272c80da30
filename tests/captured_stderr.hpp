// What a test's code says on the terminal.
#pragma once

#include <fcntl.h>
#include <filesystem>
#include <string>
#include <unistd.h>

#include "imis/base/files.hpp"
#include "imis/base/temporary_folder.hpp"

namespace imis {

// What a function writes on stderr. It must not throw.
template <typename Function>
std::string captured_stderr(const Function& function) {
    const TemporaryFolder folder;
    const std::filesystem::path path = folder / "stderr";
    const int original = ::dup(STDERR_FILENO);
    const int file = ::open(path.c_str(), O_CREAT | O_WRONLY, 0600);
    ::dup2(file, STDERR_FILENO);
    function();
    ::dup2(original, STDERR_FILENO);
    ::close(file);
    ::close(original);
    return read_text_file(path);
}

}  // namespace imis
