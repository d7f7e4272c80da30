#include "imis/base/choice.hpp"

#include "catch.hpp"

using namespace imis;

namespace {

enum class Colour { red, dark_blue };

constexpr Words<Colour, 2> colours = {{{Colour::red, "red"}, {Colour::dark_blue, "dark-blue"}}};

// Why a table of one word alone would not compile.
static_assert(is_enumerator<Colour::dark_blue>());
static_assert(is_enumerator<static_cast<Colour>(1)>());
static_assert(!is_enumerator<static_cast<Colour>(2)>());

}  // namespace

TEST_CASE("a choice has one word, and a word one choice") {
    CHECK(find_choice(colours, "dark-blue") == Colour::dark_blue);
    CHECK_FALSE(find_choice(colours, "dark_blue"));
    CHECK(word_of(colours, Colour::red) == "red");
    CHECK(known_words(colours) == "red, dark-blue");
}

TEST_CASE("a wrong word is answered with what it is for and all right ones") {
    CHECK(parse_choice(colours, "red", "--colour") == Colour::red);
    CHECK_THROWS_AS(parse_choice(colours, "", "--colour"), UsageError);
    CHECK_THROWS_WITH(parse_choice(colours, "pink", "--colour"),
                      "--colour 'pink' is not known; it is one of red, dark-blue");
}
