#include "imis/data/sparse_label.hpp"

#include <filesystem>
#include <string>

#include "catch.hpp"
#include "imis/base/error.hpp"
#include "imis/base/files.hpp"
#include "imis/base/temporary_folder.hpp"
#include "test_data.hpp"

using namespace imis;

namespace {

std::filesystem::path npz(const std::string& name) {
    return fixture("npz/" + name + ".(3, 4, 5, 1).npz");
}

// The label of make_fixtures.py: 3 classes, 4 high, 5 wide.
void check_planes(const std::vector<LabelPlane>& planes) {
    REQUIRE(planes.size() == 2);
    CHECK(planes[0].class_index == 0);
    CHECK(planes[1].class_index == 2);
    CHECK(planes[0].mask.size == Size{4, 5});
    CHECK(planes[0].mask.pixels == std::vector<std::uint8_t>{1, 0, 0, 0, 0,  //
                                                             0, 0, 1, 1, 0,  //
                                                             0, 0, 0, 0, 0,  //
                                                             0, 0, 0, 0, 0});
    CHECK(planes[1].mask.pixels == std::vector<std::uint8_t>{0, 0, 0, 0, 0,  //
                                                             0, 0, 0, 0, 0,  //
                                                             0, 0, 0, 0, 0,  //
                                                             0, 0, 0, 0, 1});
}

}  // namespace

TEST_CASE("every format, element type and byte order that SciPy writes gives the same label") {
    const auto name =
        GENERATE(as<std::string>{}, "csr_bool", "csr_int8", "csr_int16", "csr_int32", "csr_int64", "csr_uint8",
                 "csr_uint16", "csr_uint32", "csr_uint64", "csr_float16", "csr_float32", "csr_float64", "csr_stored",
                 "csr_deflated", "csr_array", "csr_int64_indices", "csc_stored", "csc_deflated", "csc_array",
                 "csc_int64_indices", "coo_stored", "coo_deflated", "coo_array", "coo_int64_indices", "coo_coords_c",
                 "coo_coords_f", "csr_format_unicode", "csr_big_endian");
    INFO(name);
    check_planes(read_sparse_label(npz(name)));
}

TEST_CASE("the shape in the name may have three numbers") {
    check_planes(read_sparse_label(fixture("npz/csr_three_numbers.(3, 4, 5).npz")));
}

TEST_CASE("values stored twice are added, stored zeros are background") {
    check_planes(read_sparse_label(npz("coo_duplicates")));
    check_planes(read_sparse_label(npz("csr_explicit_zeros")));
    CHECK(read_sparse_label(npz("csr_empty")).empty());
}

TEST_CASE("labels that can't be right are refused with file and reason") {
    const auto [name, reason] = GENERATE(table<std::string, std::string>({
        {"bad_bsr", "format 'bsr' is not supported"},
        {"bad_dia", "format 'dia' is not supported"},
        {"bad_transposed", "shape (20, 3) but by the shape in the file's name it must be (3, 20)"},
        {"bad_index", "row 0, column 20 lies outside"},
        {"bad_negative_index", "column -7 lies outside"},
        {"bad_indptr", "'indptr' is not in ascending order"},
        {"bad_indptr_end", "do not fit together"},
        {"bad_lengths", "do not fit together"},
        {"bad_nan", "has NaN"},
        {"bad_complex", "'<c16' is not supported"},
        {"bad_float_index", "must have whole numbers"},
        {"bad_bomb", "unpacks to"},
        {"bad_shape_3d", "3 dimensions"},
        {"bad_no_format", "no array 'format'"},
        {"bad_members", "is not an .npy file"},
    }));
    INFO(name);
    CHECK_THROWS_AS(read_sparse_label(npz(name)), ItemError);
    CHECK_THROWS_WITH(read_sparse_label(npz(name)), contains(name + ".(3, 4, 5, 1).npz") && contains(reason));
}

TEST_CASE("the shape in the name must fit the matrix") {
    CHECK_THROWS_WITH(read_sparse_label(fixture("npz/bad_name.(3, 4, 6, 1).npz")), contains("must be (3, 24)"));
}

TEST_CASE("an absurd shape is refused whatever the file holds") {
    const TemporaryFolder folder;
    const auto path = folder / "x.(13, 4294967296, 4294967296, 1).npz";
    write_file_atomically(path, std::string_view("x"));
    CHECK_THROWS_WITH(read_sparse_label(path), contains("absurdly large"));
}

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
