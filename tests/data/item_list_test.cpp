#include <filesystem>
#include <string>

#include "catch.hpp"
#include "dataset_folder.hpp"
#include "imis/base/error.hpp"
#include "imis/base/temporary_folder.hpp"
#include "imis/data/dataset.hpp"
#include "imis/data/sample.hpp"

using namespace imis;

namespace {

Dataset read_with_items(const TemporaryFolder& folder, const std::string& items) {
    return read_dataset(write_dataset(folder.path(), R"({"labels": {"1": "liver"}, "test": [)" + items + "]}"));
}

}  // namespace

TEST_CASE("items are named after their images, each by a name of its own") {
    const TemporaryFolder folder;
    const std::string label = R"("label": "label/x.(1, 2, 3, 1).npz")";
    std::string items;
    for (const char* const image :
         {"image/a.png", "image/b/a.png", "other/a.png", "a.jpg", "image/a.b.png", "./image/c.png", "image/a-2.png"}) {
        items += (items.empty() ? "" : ",") + (R"({"image": ")" + std::string(image) + "\", " + label + "}");
    }
    std::vector<std::string> names;
    for (const DatasetItem& item : read_with_items(folder, items).test) {
        CHECK(item.problem.empty());
        names.push_back(item.name);
    }
    CHECK(names == std::vector<std::string>{"a", "b_a", "a-2", "a-3", "a.b", "c", "a-2-2"});
}

TEST_CASE("a malformed entry costs itself alone") {
    const auto [entry, reason] = GENERATE(table<std::string, std::string>({
        {R"(7)", "must be an object, not a number"},
        {R"({"label": "x.(1, 2, 3, 1).npz"})", ".image' is missing"},
        {R"({"image": "image/b.png"})", ".label' is missing"},
        {R"({"image": 3, "label": "x.(1, 2, 3, 1).npz"})", ".image' must be a string, not a number"},
        {R"({"image": "", "label": "x.(1, 2, 3, 1).npz"})", "is empty"},
        {R"({"image": "/etc/hosts", "label": "x.(1, 2, 3, 1).npz"})", "is absolute"},
        {R"({"image": "image/../../b.png", "label": "x.(1, 2, 3, 1).npz"})", "leaves the data set's folder"},
        {R"({"image": "b.png", "label": "../x.(1, 2, 3, 1).npz"})", "leaves the data set's folder"},
        {R"({"image": "b\u0000.png", "label": "x.(1, 2, 3, 1).npz"})", "NUL"},
        {R"({"image": "b.png", "label": "label/b.png"})", "is no .npz file"},
    }));
    INFO(entry);
    const TemporaryFolder folder;
    const Dataset dataset =
        read_with_items(folder, R"({"image": "image/a.png", "label": "x.(1, 2, 3, 1).npz"}, )" + entry);
    REQUIRE(dataset.test.size() == 2);
    CHECK(dataset.test[0].problem.empty());
    const DatasetItem& bad = dataset.test[1];
    CHECK_FALSE(bad.name.empty());
    CHECK(bad.name != dataset.test[0].name);
    CHECK_THROWS_AS(load_sample(dataset, bad), ItemError);
    CHECK_THROWS_WITH(load_sample(dataset, bad), contains("dataset.json: field 'test[1]") && contains(reason));
}

TEST_CASE("paths that come back into the folder are fine") {
    const TemporaryFolder folder;
    const auto items =
        read_with_items(folder, R"({"image": "label/../image/a.png", "label": "./x.(1, 2, 3, 1).npz"})").test;
    CHECK(items.at(0).problem.empty());
    CHECK(items.at(0).name == "a");
}
