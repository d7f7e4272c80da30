#include "imis/model/bundle.hpp"

#include "catch.hpp"
#include "copied_bundle.hpp"
#include "imis/base/error.hpp"

using namespace imis;

TEST_CASE("an intact bundle opens, and its hash stands for all its files") {
    const CopiedBundle copy;
    const Bundle bundle = open_bundle(copy.path());
    CHECK(bundle.manifest.family == "imisconv");
    CHECK(bundle.sha256 == open_bundle(tiny_bundle()).sha256);
    CHECK(std::filesystem::exists(bundle.module("image_encoder")));
}

TEST_CASE("a folder that is no bundle says what is missing") {
    const TemporaryFolder empty;
    CHECK_THROWS_WITH(open_bundle(empty.path()), contains("model.json") && contains("export_model.py"));
    CHECK_THROWS_WITH(open_bundle(empty / "nowhere"), contains("nowhere") && contains("no such folder"));
}

TEST_CASE("a missing file of a bundle is named") {
    const CopiedBundle copy;
    std::filesystem::remove(copy.path() / "mask_decoder.pt");
    CHECK_THROWS_WITH(open_bundle(copy.path()), contains("mask_decoder.pt") && contains("missing"));
}

TEST_CASE("a truncated file is told from its size") {
    const CopiedBundle copy;
    const auto file = copy.path() / "prompt_encoder.pt";
    std::filesystem::resize_file(file, std::filesystem::file_size(file) / 2);
    CHECK_THROWS_WITH(open_bundle(copy.path()), contains("prompt_encoder.pt") && contains("bytes"));
}

TEST_CASE("a changed byte is told from the hash") {
    const CopiedBundle copy;
    std::fstream file(copy.path() / "image_encoder.pt", std::ios::binary | std::ios::in | std::ios::out);
    file.seekp(1000);
    file.put('!');
    file.close();
    CHECK_THROWS_WITH(open_bundle(copy.path()), contains("image_encoder.pt") && contains("SHA-256"));
}
