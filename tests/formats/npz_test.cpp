#include "imis/formats/npz.hpp"

#include "catch.hpp"
#include "imis/base/error.hpp"
#include "imis/base/files.hpp"
#include "imis/base/temporary_folder.hpp"
#include "test_data.hpp"

using namespace imis;

namespace {

constexpr std::uint64_t plenty = 1 << 20;

std::filesystem::path npz(const std::string& name) {
    return fixture("npz/" + name + ".(3, 4, 5, 1).npz");
}

}  // namespace

TEST_CASE("stored and deflated archives hold the same arrays") {
    for (const char* const name : {"csr_stored", "csr_deflated"}) {
        INFO(name);
        const NpzArchive archive(npz(name));
        CHECK(archive.contains("indices"));
        CHECK_FALSE(archive.contains("row"));
        CHECK(to_integers(archive.read("shape", plenty)) == std::vector<std::int64_t>{3, 20});
        CHECK(to_integers(archive.read("indices", plenty)) == std::vector<std::int64_t>{0, 7, 8, 19});
        CHECK(to_ascii(archive.read("format", plenty)) == "csr");
    }
}

TEST_CASE("missing arrays, too large ones and such that are none are refused by name") {
    CHECK_THROWS_WITH(NpzArchive(npz("csr_stored")).read("row", plenty), contains("has no array 'row'"));
    CHECK_THROWS_WITH(NpzArchive(npz("bad_bomb")).read("data", plenty),
                      contains("array 'data'") && contains("unpacks to 40000128 bytes"));
    CHECK_THROWS_WITH(NpzArchive(npz("bad_members")).read("format", plenty),
                      contains("array 'format': is not an .npy file"));
}

TEST_CASE("files that are no zip archive are refused") {
    const TemporaryFolder folder;
    CHECK_THROWS_WITH(NpzArchive(folder / "absent.npz"), contains("absent.npz: no such file"));
    for (const std::string& content : {std::string(), std::string("no zip"), std::string(1000, '\0')}) {
        write_file_atomically(folder / "bad.npz", std::string_view(content));
        CHECK_THROWS_AS(NpzArchive(folder / "bad.npz"), ItemError);
        CHECK_THROWS_WITH(NpzArchive(folder / "bad.npz"), contains("bad.npz: cannot be opened as .npz"));
    }
}

TEST_CASE("a truncated archive is refused") {
    const TemporaryFolder folder;
    const std::string content = read_text_file(npz("csr_deflated"));
    for (const double part : {0.2, 0.6, 0.98}) {
        const auto length = static_cast<std::size_t>(part * static_cast<double>(content.size()));
        write_file_atomically(folder / "cut.npz", std::string_view(content).substr(0, length));
        CHECK_THROWS_AS(NpzArchive(folder / "cut.npz"), ItemError);
    }
}

TEST_CASE("a flipped bit is found by the checksum") {
    const TemporaryFolder folder;
    for (const char* const name : {"csr_stored", "csr_deflated"}) {
        INFO(name);
        std::string content = read_text_file(npz(name));
        // Within the packed content of the first entry, "indices.npy": behind its local header of 30 bytes, name and
        // extra.
        const std::size_t at = content.find("indices.npy") + 60;
        content[at] = static_cast<char>(content[at] ^ 0x04);
        write_file_atomically(folder / "bad.npz", std::string_view(content));
        CHECK_THROWS_WITH(NpzArchive(folder / "bad.npz").read("indices", plenty),
                          contains("bad.npz: array 'indices': cannot be unpacked"));
    }
}
