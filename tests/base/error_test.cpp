#include "imis/base/error.hpp"

#include "catch.hpp"

using namespace imis;

TEST_CASE("LibTorch's stack traces are cut off, all else is kept") {
    CHECK(reason(Error("index 1 is out of bounds\nException raised from get at x.h:41\nframe #0: f()")) ==
          "index 1 is out of bounds");
    CHECK(reason(Error("one line")) == "one line");
    CHECK(reason(Error("two\nlines")) == "two\nlines");
}
