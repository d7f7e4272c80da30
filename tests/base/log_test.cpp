#include "imis/base/log.hpp"

#include <fcntl.h>
#include <string>
#include <unistd.h>

#include "catch.hpp"
#include "imis/base/files.hpp"
#include "temporary_folder.hpp"

namespace {

// What a function writes on stderr.
template <typename Function>
std::string captured_stderr(const Function& function) {
    const imis::TemporaryFolder folder;
    const std::filesystem::path path = folder / "stderr";
    const int original = ::dup(STDERR_FILENO);
    const int file = ::open(path.c_str(), O_CREAT | O_WRONLY, 0600);
    ::dup2(file, STDERR_FILENO);
    function();
    ::dup2(original, STDERR_FILENO);
    ::close(file);
    ::close(original);
    return imis::read_text_file(path);
}

}  // namespace

TEST_CASE("messages go to stderr, one line each, from the level on") {
    const std::string text = captured_stderr([] {
        imis::log::debug("hidden");
        imis::log::info("read 3 {} files");
        imis::log::warn("odd");
        imis::log::set_level(imis::log::Level::error);
        imis::log::warn("hidden");
        imis::log::error("bad");
        imis::log::set_level(imis::log::Level::off);
        imis::log::error("hidden");
        imis::log::set_level(imis::log::Level::debug);
        imis::log::debug("detail");
        imis::log::set_level(imis::log::Level::info);
    });
    CHECK(text == "imis: read 3 {} files\nimis: warning: odd\nimis: error: bad\nimis: debug: detail\n");
}

TEST_CASE("the hook runs before each line that is shown") {
    int calls = 0;
    captured_stderr([&] {
        imis::log::set_before_line([&] { ++calls; });
        imis::log::info("shown");
        imis::log::debug("hidden");
        imis::log::warn("shown");
        imis::log::set_before_line({});
        imis::log::warn("shown");
    });
    CHECK(calls == 2);
}
