#include <filesystem>
#include <string>

#include "catch.hpp"
#include "dataset_folder.hpp"
#include "imis/base/error.hpp"
#include "imis/base/temporary_folder.hpp"
#include "imis/data/dataset.hpp"
#include "imis/data/volume_rule.hpp"

using namespace imis;

namespace {

std::string item(const std::string& name, const std::string& spacing = "") {
    return R"({"image": "image/)" + name + R"(.png", "label": "label/x___)" + name + R"(.(1, 2, 3, 1).npz")" +
           (spacing.empty() ? "" : R"(, "spacing": )" + spacing) + "}";
}

// A data set with two test items and one training item.
Dataset read_places(const std::string& fields, const std::string& first, const std::string& second) {
    const TemporaryFolder folder;
    return read_dataset(write_dataset(folder.path(), R"({"labels": {"1": "liver"}, )" + fields + R"("training": [)" +
                                                         item("t_7", "[3, 4]") + R"(], "test": [)" + first + ", " +
                                                         second + "]}"));
}

void check_places_refused(const std::string& fields, const std::string& second, const std::string& reason) {
    INFO(fields << second);
    CHECK_THROWS_WITH(read_places(fields, item("a_1", "[1, 1]"), second),
                      contains("dataset.json: field '") && contains(reason));
}

}  // namespace

TEST_CASE("an item has its own spacing, or else the data set's, height first") {
    const Dataset dataset = read_places(R"("spacing": [0.5, 2], )", item("a_1", "[1.5, 0.25]"), item("b_1"));
    REQUIRE(dataset.test.at(0).spacing);
    CHECK(dataset.test[0].spacing->height == 1.5);
    CHECK(dataset.test[0].spacing->width == 0.25);
    CHECK(dataset.test[0].spacing->unit == LengthUnit::millimetre);
    REQUIRE(dataset.test.at(1).spacing);
    CHECK(dataset.test[1].spacing->height == 0.5);
    CHECK(dataset.test[1].spacing->width == 2);
    CHECK(dataset.training.at(0).spacing->width == 4);
}

TEST_CASE("a data set that gives no spacing and no rule has neither") {
    const TemporaryFolder folder;
    const Dataset dataset =
        read_dataset(write_dataset(folder.path(), R"({"labels": ["liver"], "test": [)" + item("a") + "]}"));
    CHECK_FALSE(dataset.test.at(0).spacing);
    CHECK_FALSE(dataset.test.at(0).volume);
    CHECK_FALSE(dataset.volume_rule);
}

TEST_CASE("a spacing that is none is refused by name") {
    for (const char* const bad : {"[0, 1]", "[1, -2]", "[1]", "[1, 1, 1]", "2", "\"1 mm\"", "[1e999, 1]"}) {
        INFO(bad);
        CHECK_THROWS_AS(read_places("", item("a_1", "[1, 1]"), item("b_1", bad)), Error);
        CHECK_THROWS_AS(read_places(R"("spacing": )" + std::string(bad) + ", ", item("a_1"), item("b_1")), Error);
    }
    check_places_refused("", item("b_1", "[0, 1]"), "test[1].spacing' must be two numbers above 0");
    check_places_refused("", item("b_1", "[1]"), "test[1].spacing' must be two numbers, [row, column]");
    check_places_refused("", item("b_1", "[1, \"2\"]"), "test[1].spacing[1]' must be a number");
    check_places_refused(R"("spacing": [-1, 1], )", item("b_1"), "field 'spacing' must be two numbers above 0");
    check_places_refused("", item("b_1"), "is given for training[0] (t_7) but missing for test[1] (b_1)");
}

TEST_CASE("a malformed entry needs no spacing and no volume") {
    const Dataset dataset = read_places(R"x("volume_rule": "(.+)_[0-9]+", )x", item("a_1", "[1, 1]"), "7");
    CHECK(dataset.test.at(0).volume == VolumeSlice{"a", std::nullopt});
    CHECK_FALSE(dataset.test.at(1).problem.empty());
    CHECK_FALSE(dataset.test.at(1).volume);
}

TEST_CASE("the volume rule gives volumes and slice numbers") {
    const Dataset dataset =
        read_places(R"x("volume_rule": "(.+)_([0-9]+)", "spacing": [1, 1], )x", item("ABD_001_100"), item("b_007"));
    CHECK(dataset.volume_rule == "(.+)_([0-9]+)");
    CHECK(dataset.test.at(0).volume == VolumeSlice{"ABD_001", 100});
    CHECK(dataset.test.at(1).volume == VolumeSlice{"b", 7});
    CHECK(dataset.training.at(0).volume == VolumeSlice{"t", 7});
}

TEST_CASE("a volume rule that can't be used is refused by name") {
    const auto refused = [](const std::string& rule, const std::string& reason) {
        check_places_refused(R"("volume_rule": )" + rule + R"(, "spacing": [1, 1], )", item("other"), reason);
    };
    refused(R"x("(.+")x", "volume_rule' can't be used: the volume rule '(.+' is no regular expression");
    refused(R"x(".+")x", "has 0 groups");
    refused(R"x("(a)(b)(c)")x", "has 3 groups");
    refused(R"x("(.+)_[0-9]+")x", "the image 'other' doesn't match the volume rule");
    refused(R"x("(x*).*")x", "the image 't_7' doesn't match");  // an empty volume name
    refused(R"x("(.)(.*)")x", "reads '_7' as the slice number of 't_7'");
    refused("3", "volume_rule' must be a string");
    CHECK_THROWS_WITH(VolumeRule(std::string(1001, 'a')), contains("more than 1000 characters"));
    CHECK_THROWS_WITH(VolumeRule("(.*)").place_of(std::string(100'000, 'a')), contains("doesn't match"));
}

TEST_CASE("the distance of slices is an item's own, or else the data set's") {
    const std::string own = item("a_1").substr(0, item("a_1").size() - 1) + R"(, "slice_spacing": 2.5})";
    const Dataset dataset = read_places(R"("slice_spacing": 5, "spacing": [1, 1], )", own, item("b_1"));
    CHECK(dataset.test.at(0).slice_spacing == 2.5);
    CHECK(dataset.test.at(1).slice_spacing == 5);
    CHECK_FALSE(read_places(R"("spacing": [1, 1], )", item("a_1"), item("b_1")).test.at(0).slice_spacing);
}

TEST_CASE("a distance of slices that is none, or missing for some, is refused by name") {
    for (const char* const bad : {"0", "-1", "[1]", "\"5 mm\"", "1e999"}) {
        INFO(bad);
        const std::string field = R"("spacing": [1, 1], "slice_spacing": )" + std::string(bad) + ", ";
        CHECK_THROWS_AS(read_places(field, item("a_1"), item("b_1")), Error);
    }
    const std::string own = item("a_1").substr(0, item("a_1").size() - 1) + R"(, "slice_spacing": 2.5})";
    CHECK_THROWS_WITH(read_places(R"("spacing": [1, 1], )", own, item("b_1")),
                      contains("'slice_spacing'") && contains("missing for"));
}
