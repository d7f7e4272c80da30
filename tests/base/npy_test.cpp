#include "imis/base/npy.hpp"

#include <limits>

#include "catch.hpp"
#include "imis/base/error.hpp"
#include "imis/base/files.hpp"
#include "test_data.hpp"

using namespace imis;

namespace {

NpyArray read_fixture(const std::string& name) {
    return read_npy(fixture("npy/" + name + ".npy"));
}

// An .npy file of version 1 with a header of one's own.
NpyArray parse(const std::string& header, const std::string& data) {
    std::string file = "\x93NUMPY";
    file += {'\x01', '\0', static_cast<char>(header.size()), '\0'};
    file += header + data;
    const auto* bytes = reinterpret_cast<const std::byte*>(file.data());
    return parse_npy({bytes, bytes + file.size()}, "test.npy");
}

}  // namespace

TEST_CASE("arrays of every format version are read") {
    const auto name = GENERATE(as<std::string>{}, "version_1", "version_2", "version_3", "big_endian");
    INFO(name);
    const NpyArray array = read_fixture(name);
    CHECK(array.shape == std::vector<std::int64_t>{2, 3});
    CHECK(to_integers(array) == std::vector<std::int64_t>{0, 1, 2, 3, 4, 5});
    CHECK(to_numbers(array) == std::vector<double>{0, 1, 2, 3, 4, 5});
}

TEST_CASE("Fortran order is undone") {
    const NpyArray array = read_fixture("fortran");
    REQUIRE(array.fortran_order);
    const std::vector<std::int64_t> elements = to_integers(array);
    REQUIRE(elements.size() == 24);
    for (std::size_t i = 0; i < elements.size(); ++i) CHECK(elements[i] == static_cast<std::int64_t>(i));
}

TEST_CASE("half floats, scalars, empty arrays and negative numbers are read") {
    CHECK(to_numbers(read_fixture("float16")) ==
          std::vector<double>{0, -1.5, 65504, 0x1p-24, std::numeric_limits<double>::infinity()});
    CHECK(to_numbers(read_fixture("scalar")) == std::vector<double>{0.25});
    CHECK(to_integers(read_fixture("empty")).empty());
    const NpyArray map = read_fixture("mask_map");
    CHECK(map.shape == std::vector<std::int64_t>{2, 2, 1});
    CHECK(to_integers(map) == std::vector<std::int64_t>{0, 1, 2, -1});
}

TEST_CASE("strings come as ASCII") {
    CHECK(to_ascii(parse("{'descr': '|S4', 'fortran_order': False, 'shape': (), }", std::string("csr\0", 4))) == "csr");
    CHECK(to_ascii(parse("{'descr': '>U2', 'fortran_order': False, 'shape': ()}", std::string("\0\0\0a\0\0\0b", 8))) ==
          "ab");
    CHECK(to_ascii(parse("{\"shape\": (1,), \"descr\": \"|S0\", \"fortran_order\": True}\n", "")).empty());
    CHECK_THROWS_AS(to_ascii(parse("{'descr': '|S1', 'fortran_order': False, 'shape': ()}", "\xE9")), ItemError);
    CHECK_THROWS_AS(to_ascii(parse("{'descr': '|u1', 'fortran_order': False, 'shape': ()}", "a")), ItemError);
    CHECK_THROWS_AS(to_numbers(parse("{'descr': '|S1', 'fortran_order': False, 'shape': ()}", "a")), ItemError);
}

TEST_CASE("numbers that are no integers, or too large ones, are refused as such") {
    CHECK_THROWS_WITH(to_integers(read_fixture("scalar")), contains("scalar.npy: must have whole numbers"));
    const NpyArray large = parse("{'descr': '<u8', 'fortran_order': False, 'shape': ()}", std::string(8, '\xFF'));
    CHECK_THROWS_AS(to_integers(large), ItemError);
    CHECK(to_numbers(large) == std::vector<double>{0x1p64});
}

TEST_CASE("records and objects are refused") {
    CHECK_THROWS_WITH(read_fixture("records"), contains("records.npy") && contains("structured"));
    CHECK_THROWS_WITH(read_fixture("objects"), contains("'|O' is not supported"));
    CHECK_THROWS_AS(read_npy(fixture("npy/absent.npy")), ItemError);
}

TEST_CASE("malformed headers are refused with the source's name") {
    const auto header = GENERATE(as<std::string>{}, "", "{", "{}", "{'descr': '<i8'}", "[1]",
                                 "{'descr': '<i8', 'fortran_order': False, 'shape': (1,)",
                                 "{'descr': '<i8', 'fortran_order': Maybe, 'shape': (1,)}",
                                 "{'descr': '<i8', 'fortran_order': False, 'shape': (-1,)}",
                                 "{'descr': '<i8', 'fortran_order': False, 'shape': (1;)}",
                                 "{'descr': '<i8', 'fortran_order': False, 'shape': (99999999999999999999,)}",
                                 "{'descr': '<i8', 'fortran_order': False, 'shape': (1,), 'more': 1}",
                                 "{'descr': '<i8', 'descr': '<i8', 'shape': (1,)}",
                                 "{'descr': '<i8', 'fortran_order': False, 'shape': (1,)} {}",
                                 "{'descr': '<i3', 'fortran_order': False, 'shape': (1,)}",
                                 "{'descr': '<f1', 'fortran_order': False, 'shape': (1,)}",
                                 "{'descr': '<f16', 'fortran_order': False, 'shape': (1,)}",
                                 "{'descr': '<c8', 'fortran_order': False, 'shape': (1,)}",
                                 "{'descr': 'i8', 'fortran_order': False, 'shape': (1,)}");
    INFO(header);
    CHECK_THROWS_AS(parse(header, std::string(16, '\0')), ItemError);
    CHECK_THROWS_WITH(parse(header, std::string(16, '\0')), contains("test.npy: "));
}

TEST_CASE("truncated and overlarge arrays are refused, bytes behind are ignored") {
    const std::string header = "{'descr': '<i8', 'fortran_order': False, 'shape': (2,)}";
    CHECK_THROWS_WITH(parse(header, std::string(15, '\0')), contains("truncated: 15 bytes of data, 16 by"));
    CHECK(parse(header, std::string(17, '\0')).size() == 2);
    CHECK_THROWS_WITH(parse("{'descr': '<i8', 'fortran_order': False, 'shape': (4294967296, 4294967296)}", ""),
                      contains("absurdly large"));
    std::vector<std::byte> file = read_file(fixture("npy/version_2.npy"));
    for (const std::size_t length : {0, 5, 7, 9, 11, 60}) {
        CHECK_THROWS_AS(parse_npy({file.begin(), file.begin() + static_cast<std::ptrdiff_t>(length)}, "cut"),
                        ItemError);
    }
    file[6] = std::byte{4};
    CHECK_THROWS_WITH(parse_npy(file, "new.npy"), contains("version 4"));
}
