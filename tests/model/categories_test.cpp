#include "imis/model/categories.hpp"

#include "catch.hpp"
#include "copied_bundle.hpp"
#include "imis/base/error.hpp"

using namespace imis;

TEST_CASE("labels have display names, unknown labels none") {
    const Categories categories = Categories::read(tiny_bundle() / "categories.json");
    CHECK(categories.display_name("liver").has_value());
    CHECK(categories.display_name("left_kidney").has_value());
    CHECK(categories.display_name("Left  Kidney") == categories.display_name("left_kidney"));
    CHECK_FALSE(categories.display_name("leftkidney").has_value());
    CHECK_FALSE(categories.display_name("no such organ").has_value());
    CHECK(categories.table().size() ==
          categories.names().size() * static_cast<std::size_t>(categories.semantic_size()));
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
