#include "imis/base/interrupt.hpp"

#include <csignal>

#include "catch.hpp"
#include "imis/base/error.hpp"

TEST_CASE("the first Ctrl-C is noted, not obeyed") {
    imis::install_interrupt_handler();
    imis::clear_interrupt();
    CHECK_FALSE(imis::interrupted());
    CHECK_NOTHROW(imis::throw_if_interrupted());
    for (const int signal : {SIGINT, SIGTERM}) {
        std::raise(signal);
        CHECK(imis::interrupted());
        CHECK_THROWS_AS(imis::throw_if_interrupted(), imis::Interrupted);
        imis::clear_interrupt();
    }
    // The next one of either kind has its default effect again.
    CHECK(std::signal(SIGINT, SIG_DFL) == SIG_DFL);
    CHECK(std::signal(SIGTERM, SIG_DFL) == SIG_DFL);
}
