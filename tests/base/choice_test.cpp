#include "imis/base/choice.hpp"

#include "catch.hpp"

using namespace imis;

namespace {

enum class Colour { red, dark_blue, unnamed };

constexpr Words<Colour, 2> colours = {{{Colour::red, "red"}, {Colour::dark_blue, "dark-blue"}}};

}  // namespace

TEST_CASE("a choice has one word, and a word one choice") {
    CHECK(find_choice(colours, "dark-blue") == Colour::dark_blue);
    CHECK_FALSE(find_choice(colours, "dark_blue"));
    CHECK(word_of(colours, Colour::red) == "red");
    CHECK_THROWS_AS(word_of(colours, Colour::unnamed), Error);
}

TEST_CASE("an option's wrong word is answered with the option and all right ones") {
    CHECK(parse_choice(colours, "red", "--colour") == Colour::red);
    CHECK_THROWS_AS(parse_choice(colours, "", "--colour"), UsageError);
    CHECK_THROWS_WITH(parse_choice(colours, "pink", "--colour"),
                      "--colour 'pink' is not known; it is one of red, dark-blue");
}
