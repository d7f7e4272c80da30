#include "library.hpp"

#include <dlfcn.h>
#include <filesystem>
#include <string>
#include <string_view>

#include "imis/base/error.hpp"

namespace imis {
namespace {

namespace fs = std::filesystem;

constexpr const char* remedy = "; build or install imis again";

fs::path library_file() {
    const fs::path folder = fs::read_symlink("/proc/self/exe").parent_path();
    const fs::path beside = folder / "libimis.so";
    return fs::exists(beside) ? beside : (folder / IMIS_LIBRARY_FOLDER / "libimis.so").lexically_normal();
}

}  // namespace

const Commands& load_commands(log::Level level) {
    const fs::path file = library_file();
    void* const library = dlopen(file.c_str(), RTLD_LAZY | RTLD_LOCAL);
    // The reason begins with the file's name.
    if (library == nullptr) throw Error("the library of imis can't be opened: " + std::string(dlerror()) + remedy);
    const auto entry = reinterpret_cast<decltype(&imis_commands)>(dlsym(library, "imis_commands"));
    const Commands* const commands = entry == nullptr ? nullptr : entry(level);
    if (commands == nullptr || std::string_view(commands->build) != IMIS_BUILD) {
        throw Error(file.string() + ": is not the library of this build of imis (" + IMIS_BUILD + ")" + remedy);
    }
    return *commands;
}

}  // namespace imis
