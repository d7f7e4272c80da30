#include "imis/model/bundle.hpp"

#include "catch.hpp"
#include "copied_bundle.hpp"
#include "imis/base/error.hpp"
#include "imis/model/categories.hpp"

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

TEST_CASE("labels have display names, unknown labels none") {
    const Categories categories = Categories::read(tiny_bundle() / "categories.json");
    CHECK(categories.display_name("liver") == "Liver");
    CHECK(categories.display_name("left_kidney") == "Left kidney");
    CHECK(categories.display_name("Left  Kidney") == categories.display_name("left_kidney"));
    CHECK_FALSE(categories.display_name("leftkidney").has_value());
    CHECK_FALSE(categories.display_name("no such organ").has_value());
    CHECK(categories.category("Left  Kidney") == "kidney");
    CHECK(categories.category("liver") == "liver");
    CHECK_FALSE(categories.category("no such organ").has_value());
    CHECK(categories.table().size() ==
          categories.names().size() * static_cast<std::size_t>(categories.semantic_size()));
}

TEST_CASE("a label's category is one of the table's, or none") {
    const CopiedBundle copy;
    auto json = nlohmann::json::parse(std::ifstream(copy.path() / "categories.json"));
    json["names"]["liver"].erase("category");
    json["names"]["spleen"]["category"] = "no such category";
    std::ofstream(copy.path() / "categories.json") << json;
    const Categories categories = Categories::read(copy.path() / "categories.json");
    CHECK_FALSE(categories.category("liver").has_value());
    CHECK_FALSE(categories.category("spleen").has_value());
    CHECK(categories.category("left_kidney") == "kidney");
    CHECK(categories.display_name("spleen") == "Spleen");
}

TEST_CASE("a table that does not fit its names is refused") {
    const CopiedBundle copy;
    auto json = nlohmann::json::parse(std::ifstream(copy.path() / "categories.json"));
    json["categories"].push_back("one too many");
    std::ofstream(copy.path() / "categories.json") << json;
    CHECK_THROWS_WITH(Categories::read(copy.path() / "categories.json"), contains("category_table.npy"));
    json.erase("names");
    std::ofstream(copy.path() / "categories.json") << json;
    CHECK_THROWS_WITH(Categories::read(copy.path() / "categories.json"), contains("'names' is missing"));
}
