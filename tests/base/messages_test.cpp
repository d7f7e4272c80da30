// What is said on stderr, and why something failed.
#include "captured_stderr.hpp"
#include "catch.hpp"
#include "imis/base/error.hpp"
#include "imis/base/log.hpp"

using imis::captured_stderr;

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

TEST_CASE("LibTorch's stack traces are cut off, all else is kept") {
    CHECK(imis::reason(imis::Error("index 1 is out of bounds\nException raised from get at x.h:41\nframe #0: f()")) ==
          "index 1 is out of bounds");
    CHECK(imis::reason(imis::Error("one line")) == "one line");
    CHECK(imis::reason(imis::Error("two\nlines")) == "two\nlines");
}
