#include <string>

#include "catch.hpp"
#include "imis/base/error.hpp"
#include "imis/data/sparse_label.hpp"

using namespace imis;

TEST_CASE("the shape is the last tuple before the extension") {
    const LabelShape expected{13, {512, 256}};
    CHECK(label_shape_from_name("label/x___ABD_001_100.(13, 512, 256, 1).npz") == expected);
    CHECK(label_shape_from_name("x.(13,512,256).npz") == expected);
    CHECK(label_shape_from_name("x (copy).(1, 2, 3, 1).y.( 13 , 512 , 256 , 1 ).npz") == expected);
    CHECK(label_shape_from_name("(13, 512, 256, 1).npz") == expected);
}

TEST_CASE("names without a sound shape are refused") {
    const auto name =
        GENERATE(as<std::string>{}, "x.npz", ".npz", "x.().npz", "x.(3).npz", "x.(3, 4).npz", "x.(3, 4, 5, 6, 1).npz",
                 "x.(3, 4, 5, 2).npz", "x.(3, 4, five, 1).npz", "x.(3, 4,, 1).npz", "x.(3 4 5).npz",
                 "x.(3, 4, 5, 1)_.npz", "x.(0, 4, 5, 1).npz", "x.(3, -4, 5, 1).npz", "x.(3, 4, 5, 1,).npz",
                 "x.3, 4, 5, 1).npz", "x.(3.5, 4, 5, 1).npz");
    INFO(name);
    CHECK_THROWS_AS(label_shape_from_name(name), ItemError);
    CHECK_THROWS_WITH(label_shape_from_name(name), contains(name + ": "));
}

TEST_CASE("absurdly large shapes are refused") {
    const auto name = GENERATE(as<std::string>{}, "x.(13, 99999999999999999999, 512, 1).npz",
                               "x.(13, 4294967296, 4294967296, 1).npz", "x.(1, 32769, 1, 1).npz",
                               "x.(1, 32768, 32768, 1).npz", "x.(70000, 1, 1, 1).npz", "x.(65535, 4096, 4096, 1).npz");
    INFO(name);
    CHECK_THROWS_WITH(label_shape_from_name(name), contains("absurdly large"));
}
