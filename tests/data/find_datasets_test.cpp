#include <filesystem>
#include <string>
#include <vector>

#include "catch.hpp"
#include "dataset_folder.hpp"
#include "imis/base/error.hpp"
#include "imis/base/temporary_folder.hpp"
#include "imis/data/dataset.hpp"

namespace fs = std::filesystem;
using namespace imis;

namespace {

fs::path write_named(const fs::path& folder, const std::string& name) {
    return write_dataset(folder, R"({"name": ")" + name + R"(", "labels": {"1": "liver"}, "test": []})");
}

std::vector<std::string> names(const std::vector<fs::path>& paths) {
    std::vector<std::string> found;
    for (const Dataset& dataset : find_datasets(paths)) found.push_back(dataset.name);
    return found;
}

}  // namespace

TEST_CASE("data sets are found by folder and by folder of folders, sorted by name") {
    const TemporaryFolder folder;
    write_named(folder / "all/one", "B");
    write_named(folder / "all/two", "A");
    write_named(folder / "all/deep/three", "D");  // two levels down: not looked for
    write_named(folder / "alone", "C");
    fs::create_directories(folder / "all/empty");
    write_file_atomically(folder / "all/README.md", std::string_view("x"));
    CHECK(names({folder / "all", folder / "alone"}) == std::vector<std::string>{"A", "B", "C"});
    CHECK(names({folder / "alone", folder / "all"}) == std::vector<std::string>{"A", "B", "C"});
    CHECK(names({folder / "alone/", folder / "alone", folder / "all/../alone"}) == std::vector<std::string>{"C"});
}

TEST_CASE("paths without a data set are refused") {
    const TemporaryFolder folder;
    fs::create_directories(folder / "empty/inner");
    CHECK_THROWS_WITH(find_datasets({folder / "absent"}), contains("absent: no such folder"));
    CHECK_THROWS_WITH(find_datasets({folder / "empty"}), contains("empty: has no dataset.json"));
    CHECK(find_datasets({}).empty());
}

TEST_CASE("two data sets of one name are refused with both folders") {
    const TemporaryFolder folder;
    write_named(folder / "one", "A");
    write_named(folder / "two", "A");
    CHECK_THROWS_WITH(find_datasets({folder / "one", folder / "two"}),
                      contains("one and ") && contains("two: both data sets have the name 'A'"));
}
