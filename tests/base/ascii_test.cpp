// Words and numbers in plain text.
#include "imis/base/ascii.hpp"

#include "catch.hpp"

using namespace imis;

TEST_CASE("letters beyond ASCII pass as they are") {
    CHECK(lower_ascii("Left KIDNEY \xC3\x84") == "left kidney \xC3\x84");
}

TEST_CASE("space is trimmed at both ends alone") {
    CHECK(trimmed(" \t a  b\r\n") == "a  b");
    CHECK(trimmed(" \n").empty());
}

TEST_CASE("numbers are joined by single commas") {
    CHECK(numbers_from("1,-2.5,3e2") == std::vector<double>{1, -2.5, 300});
    for (const char* words : {"", "1,", ",1", "1,,2", "1 2", "1,x", "nan", "inf,1", "1e999"}) {
        CAPTURE(words);
        CHECK(numbers_from(words).empty());
    }
}

TEST_CASE("a list is split at commas, without what is empty") {
    CHECK(split_list("dice, iou,,hd95 ,") == std::vector<std::string>{"dice", "iou", "hd95"});
    CHECK(split_list("").empty());
    CHECK(split_list(" , ").empty());
}
