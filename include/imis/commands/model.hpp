// imis model info|check: what a bundle takes and gives, and whether it keeps what it promises.
#pragma once

#include <filesystem>

namespace imis {

// What the command line says.
struct ModelCommand {
    std::filesystem::path bundle;
    bool check = false;  // `check`, not `info`
};

// Prints to stdout. Returns the exit code. Throws Error where info can't read the bundle, or check finds a requirement
// that is not met.
int run(const ModelCommand& command);

}  // namespace imis
