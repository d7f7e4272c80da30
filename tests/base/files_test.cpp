#include "imis/base/files.hpp"

#include <filesystem>

#include "catch.hpp"
#include "imis/base/error.hpp"
#include "imis/base/temporary_folder.hpp"

namespace fs = std::filesystem;
using namespace imis;

TEST_CASE("a file comes back as it was written, folders are made") {
    const TemporaryFolder folder;
    const fs::path path = folder / "a/b/file.bin";
    const std::string text("one\0two\n", 8);
    write_file_atomically(path, text);
    CHECK(read_text_file(path) == text);
    CHECK(read_file(path).size() == text.size());
    write_file_atomically(path, std::string_view());
    CHECK(read_file(path).empty());
    CHECK(std::distance(fs::directory_iterator(path.parent_path()), fs::directory_iterator()) == 1);
}

TEST_CASE("errors of files name the path") {
    const TemporaryFolder folder;
    CHECK_THROWS_WITH(read_file(folder / "absent"), contains("absent: no such file"));
    CHECK_THROWS_WITH(read_file(folder.path()), contains("not a regular file"));
    write_file_atomically(folder / "large", std::string(11, 'x'));
    CHECK_NOTHROW(read_file(folder / "large", 11));
    CHECK_THROWS_WITH(read_file(folder / "large", 10), contains("large: has 11 bytes, more than the 10"));
    CHECK_THROWS_WITH(write_file_atomically(folder / "large/below", std::string_view("x")), contains("large"));
}

TEST_CASE("a failed write leaves nothing behind") {
    const TemporaryFolder folder;
    fs::create_directories(folder / "taken/inside");  // a folder with content can't be replaced by a file
    CHECK_THROWS_AS(write_file_atomically(folder / "taken", std::string_view("x")), Error);
    CHECK(std::distance(fs::directory_iterator(folder.path()), fs::directory_iterator()) == 1);
}

TEST_CASE("a function that writes gets a name beside the target with the same ending") {
    const TemporaryFolder folder;
    const fs::path path = folder / "a/file.nii.gz";
    fs::path given;
    write_file_atomically(path, [&](const fs::path& beside) {
        given = beside;
        CHECK_FALSE(fs::exists(path));
        write_file_atomically(beside, std::string_view("whole"));
    });
    CHECK(given.parent_path() == path.parent_path());
    CHECK(given.filename().string().ends_with("file.nii.gz"));
    CHECK(given != path);
    CHECK(read_text_file(path) == "whole");
    CHECK_FALSE(fs::exists(given));
}

TEST_CASE("the name beside the target has no ending but the target's") {
    const TemporaryFolder folder;
    fs::path given;
    const auto write = [&](const fs::path& beside) {
        given = beside;
        write_file_atomically(beside, std::string_view("x"));
    };
    write_file_atomically(folder / "ct.nii.v2.json", write);
    CHECK(given.filename().string().ends_with("ct_nii_v2.json"));
    write_file_atomically(folder / "ct.img.nii.gz", write);
    CHECK(given.filename().string().ends_with("ct_img.nii.gz"));
}

TEST_CASE("a function that fails to write leaves the old file and no part of the new one") {
    const TemporaryFolder folder;
    write_file_atomically(folder / "file", std::string_view("old"));
    const auto fail = [](const fs::path& beside) {
        write_file_atomically(beside, std::string_view("half"));
        throw std::runtime_error("the disk is full");
    };
    CHECK_THROWS_AS(write_file_atomically(folder / "file", fail), Error);
    CHECK_THROWS_WITH(write_file_atomically(folder / "file", fail),
                      contains("file: cannot be written: the disk is full"));
    CHECK(read_text_file(folder / "file") == "old");
    CHECK(std::distance(fs::directory_iterator(folder.path()), fs::directory_iterator()) == 1);
}

TEST_CASE("a function that writes nothing is an error with the path") {
    const TemporaryFolder folder;
    CHECK_THROWS_WITH(write_file_atomically(folder / "file", [](const fs::path&) {}),
                      contains("file: cannot be written"));
    CHECK_FALSE(fs::exists(folder / "file"));
}
