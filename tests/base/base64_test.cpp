#include "imis/base/base64.hpp"

#include <string>
#include <string_view>
#include <vector>

#include "catch.hpp"

using namespace imis;

namespace {

std::string encoded(std::string_view text) {
    return base64(std::as_bytes(std::span(text)));
}

}  // namespace

// RFC 4648, section 10.
TEST_CASE("base64 encodes the vectors of its standard") {
    CHECK(encoded("").empty());
    CHECK(encoded("f") == "Zg==");
    CHECK(encoded("fo") == "Zm8=");
    CHECK(encoded("foo") == "Zm9v");
    CHECK(encoded("foob") == "Zm9vYg==");
    CHECK(encoded("fooba") == "Zm9vYmE=");
    CHECK(encoded("foobar") == "Zm9vYmFy");
}

TEST_CASE("base64 of long data is that of its parts") {
    constexpr std::size_t length = (3U << 20) * 2 + 1;
    const std::string text = encoded(std::string(length, 'a'));
    CHECK(text.size() == (length + 2) / 3 * 4);
    CHECK(text.starts_with("YWFhYWFh"));
    CHECK(text.find('=') == text.size() - 2);
    CHECK(text.ends_with("YWFhYQ=="));
}
