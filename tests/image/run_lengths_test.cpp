#include "catch.hpp"
#include "drawn_mask.hpp"
#include "imis/base/error.hpp"
#include "imis/image/mask_encoding.hpp"

using namespace imis;
using Lengths = std::vector<std::uint32_t>;

TEST_CASE("runs go down the columns and start with background") {
    // Columns: background twice, foreground twice, background and foreground.
    CHECK(run_lengths(drawn_mask({".#.", ".##"})) == Lengths{2, 2, 1, 1});
    // Foreground at the first pixel: a background run of no length.
    CHECK(run_lengths(drawn_mask({"#.", ".."})) == Lengths{0, 1, 3});
    CHECK(run_lengths(drawn_mask({"##", "##"})) == Lengths{0, 4});
    CHECK(run_lengths(drawn_mask({"..", ".."})) == Lengths{4});
}

TEST_CASE("run lengths become COCO's string") {
    // The fourth is 1 - 2 = -1: group 31 with the sign bit set and nothing left, character 79.
    CHECK(compressed_run_lengths(Lengths{2, 2, 1, 1}) == "221O");
    CHECK(compressed_run_lengths(Lengths{0, 4}) == "04");
    CHECK(compressed_run_lengths(Lengths{}).empty());
    // 16 = 10000b needs a second group, or its bit 4 would be a sign: 16 + 32 + 48 = '`', then '0'.
    // 15 = 01111b does not: 15 + 48 = '?'.
    // 1000 = 31 * 32 + 8: 8 + 32 + 48 = 'X', 31 + 32 + 48 = 'o', '0' for the sign.
    // 2 - 15 = -13 = 19 - 32: 19 + 48 = 'C'.
    // 30 - 1000 = -970 = 22 - 31 * 32, -31 = 1 - 32: 22 + 32 + 48 = 'f', 1 + 32 + 48 = 'Q', 31 + 48 = 'O'.
    // 37 - 2 = 35 = 3 + 32: 3 + 32 + 48 = 'S', '1'.
    CHECK(compressed_run_lengths(Lengths{16, 15, 1000, 2, 30, 37}) == "`0?Xo0CfQOS1");
    // Longer than 2^31: 4294967295 = 31 in six groups and 3.
    CHECK(compressed_run_lengths(Lengths{0, 4294967295U}) == "0oooooo3");
}

TEST_CASE("run lengths give back the mask") {
    for (const Mask& mask :
         {drawn_mask({".#.", ".##"}), drawn_mask({"#.", ".."}), drawn_mask({"##", "##"}), drawn_mask({"..", ".."})}) {
        const Lengths lengths = run_lengths(mask);
        CHECK(mask_of_run_lengths(mask.size, lengths).pixels == mask.pixels);
        CHECK(decompressed_run_lengths(compressed_run_lengths(lengths)) == lengths);
    }
    CHECK(mask_of_run_lengths({2, 2}, Lengths{1, 0, 1, 2}).pixels == drawn_mask({".#", ".#"}).pixels);
    CHECK_THROWS_WITH(mask_of_run_lengths({2, 2}, Lengths{1, 2}), contains("have 3 pixels, not those of 2 x 2"));
}

TEST_CASE("compressed run lengths are read as they are written") {
    for (const Lengths& lengths : {Lengths{16, 15, 1000, 2, 30, 37}, Lengths{0, 4294967295U}, Lengths{},
                                   Lengths{0, 4294967295U, 1, 4294967295U, 0, 3}}) {
        CHECK(decompressed_run_lengths(compressed_run_lengths(lengths)) == lengths);
    }
    CHECK_THROWS_WITH(decompressed_run_lengths("22 "), contains("character"));
    CHECK_THROWS_WITH(decompressed_run_lengths("2`"), contains("end within a number"));
    CHECK_THROWS_WITH(decompressed_run_lengths("ooooooooo0"), contains("too large"));
    CHECK_THROWS_WITH(decompressed_run_lengths("O"), contains("a run of -1 pixels"));
}
