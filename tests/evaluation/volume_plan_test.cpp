#include "imis/evaluation/volume_plan.hpp"

#include "catch.hpp"
#include "imis/base/error.hpp"

using namespace imis;

namespace {

// A data set of test items by name; those of a number below 0 have none.
Dataset made_dataset(const std::vector<std::pair<std::string, VolumeSlice>>& items) {
    Dataset dataset;
    dataset.name = "set";
    dataset.volume_rule = "(.+)_([0-9]+)";
    for (const auto& [name, place] : items) {
        DatasetItem item;
        item.name = name;
        item.volume = place;
        item.spacing = PixelSpacing{1, 1, LengthUnit::millimetre};
        item.slice_spacing = 5;
        dataset.test.push_back(item);
    }
    return dataset;
}

Dataset two_volumes() {
    return made_dataset({{"b_3", {"b", 3}}, {"a_1", {"a", 1}}, {"b_2", {"b", 2}}, {"a_0", {"a", 0}}});
}

std::vector<PlannedVolume> planned(const Dataset& dataset, std::optional<std::size_t> limit = std::nullopt) {
    return plan_volumes(dataset, 0, Split::test, limit);
}

void check_refused(const EvaluationOptions& options, const std::string& reason) {
    CHECK_THROWS_WITH(check_volume_options(options), contains("evaluation by volumes") && contains(reason));
}

}  // namespace

TEST_CASE("slices are gathered by volume in the order of their numbers") {
    const auto volumes = planned(two_volumes());
    REQUIRE(volumes.size() == 2);
    CHECK(volumes[0].name == "a");
    CHECK(volumes[0].items == std::vector<std::size_t>{3, 1});
    CHECK(volumes[0].first_slice == 0);
    CHECK(volumes[1].name == "b");
    CHECK(volumes[1].number == 1);
    CHECK(volumes[1].items == std::vector<std::size_t>{2, 0});
    CHECK(volumes[1].first_slice == 2);
    CHECK(volumes[1].problem.empty());
    CHECK(planned(two_volumes(), 1).size() == 1);
}

TEST_CASE("numbers order slices as numbers, names where the rule gives none") {
    const auto by_number = planned(made_dataset({{"a_10", {"a", 10}}, {"a_9", {"a", 9}}}));
    CHECK(by_number.at(0).items == std::vector<std::size_t>{1, 0});
    CHECK(by_number.at(0).problem.empty());
    const auto by_name = planned(made_dataset({{"a_c", {"a", std::nullopt}}, {"a_b", {"a", std::nullopt}}}));
    CHECK(by_name.at(0).items == std::vector<std::size_t>{1, 0});
    CHECK(by_name.at(0).problem.empty());
}

TEST_CASE("a volume with a gap, a slice twice or other spacing is a bad one, and the slice is named") {
    CHECK_THAT(planned(made_dataset({{"a_1", {"a", 1}}, {"a_4", {"a", 4}}})).at(0).problem,
               contains("slice 2 is missing, after 'a_1'") && contains("--all-slices"));
    CHECK_THAT(planned(made_dataset({{"a_1", {"a", 1}}, {"a_01", {"a", 1}}})).at(0).problem,
               contains("slice 1 is there twice ('a_01', 'a_1')"));
    Dataset uneven = two_volumes();
    uneven.test[0].slice_spacing = 4;
    CHECK_THAT(planned(uneven).at(1).problem, contains("'b_3' has another spacing than 'b_2'"));
    CHECK(planned(uneven).at(0).problem.empty());
}

TEST_CASE("a bad item makes its volume a bad one, not one with fewer slices") {
    Dataset dataset = two_volumes();
    dataset.test[0].problem = "test[0]: no label";
    dataset.test[0].volume.reset();
    CHECK(planned(dataset).at(1).problem == "test[0]: no label");
    dataset.test[0].name = "unnumbered";
    REQUIRE(planned(dataset).size() == 3);
    CHECK(planned(dataset).at(2).name == "unnumbered");
    CHECK_FALSE(planned(dataset).at(2).problem.empty());
}

TEST_CASE("a data set without a volume rule has no volumes to evaluate") {
    Dataset dataset = two_volumes();
    dataset.volume_rule.reset();
    CHECK_THROWS_WITH(planned(dataset), contains("set: has no volume_rule"));
}

TEST_CASE("what volumes can't be evaluated with is refused by name") {
    EvaluationOptions options;
    options.models = {"one"};
    CHECK_NOTHROW(check_volume_options(options));
    options.prompt = {PromptKind::box};
    CHECK_NOTHROW(check_volume_options(options));
    options.prompt = {PromptKind::text};
    check_refused(options, "not with text");
    options.prompt = {PromptKind::point};
    options.models = {"one", "two"};
    check_refused(options, "one model");
    options.models = {"one"};
    options.prompts = "rows.csv";
    check_refused(options, "recorded prompts");
    options.prompts.clear();
    options.protocol.grid = ClickGrid::model;
    check_refused(options, "grid");
    options.protocol.grid.reset();
    options.save_masks = true;
    check_refused(options, "masks");
    options.save_masks = false;
    options.protocol.policy = ClickPolicy::ritm;
    CHECK_THROWS_WITH(check_volume_options(options), contains("ritm"));
}
