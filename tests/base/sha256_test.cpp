#include "imis/base/sha256.hpp"

#include "catch.hpp"
#include "imis/base/error.hpp"
#include "imis/base/files.hpp"
#include "imis/base/temporary_folder.hpp"

using namespace imis;

TEST_CASE("checksums are those of FIPS 180-4's examples") {
    CHECK(sha256_hex("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    CHECK(sha256_hex("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST_CASE("a file's checksum is that of its content, however long") {
    const TemporaryFolder folder;
    const std::string text(3'000'001, 'a');  // more than one piece
    write_file_atomically(folder / "file", text);
    CHECK(sha256_file(folder / "file") == sha256_hex(text));
    CHECK_THROWS_WITH(sha256_file(folder / "absent"), contains("absent"));
    CHECK_THROWS_AS(sha256_file(folder.path()), Error);
}
