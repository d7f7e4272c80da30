#include "imis/data/raw_datasets.hpp"

#include <algorithm>
#include <set>

#include "catch.hpp"

using namespace imis;

// The supplement: Table 2 has 110 rows, 15 of them of private data sets; seven data sets have two rows.
TEST_CASE("the raw data sets of IMed-361M are listed once each, with their links") {
    const std::vector<RawDataset> all = raw_datasets();
    std::size_t rows = 0;
    std::set<std::string> names;
    for (const RawDataset& dataset : all) {
        rows += dataset.modalities.size();
        names.insert(dataset.name);
        if (dataset.link) CHECK(dataset.link->starts_with("http"));
        if (!dataset.link) CHECK_FALSE(dataset.released);
    }
    CHECK(rows == 110);
    CHECK(names.size() == 103);
    CHECK(std::ranges::count_if(all, [](const RawDataset& dataset) { return !dataset.link; }) == 15);
}

TEST_CASE("raw data sets are found by a part of their names") {
    const auto found = raw_datasets_named("btcv");
    REQUIRE(found.size() == 1);
    CHECK(found[0].link == "https://www.synapse.org/#!Synapse:syn3193805/wiki/217752");
    CHECK(found[0].released);
    CHECK(found[0].modalities == std::vector<std::string>{"CT"});
    REQUIRE(raw_datasets_named("SLIVER").size() == 1);
    CHECK_FALSE(raw_datasets_named("SLIVER")[0].released);
    CHECK(raw_datasets_named("unicorn").empty());
}
