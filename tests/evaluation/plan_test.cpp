#include "imis/evaluation/plan.hpp"

#include "catch.hpp"
#include "imis/base/error.hpp"

using namespace imis;

namespace {

EvaluationOptions phantoms() {
    EvaluationOptions options;
    options.data = {std::filesystem::path(IMIS_SOURCE_DIR) / "data" / "phantoms"};
    return options;
}

}  // namespace

TEST_CASE("a folder of folders gives all its data sets, sorted by name") {
    const Plan plan = make_plan(phantoms());
    REQUIRE(plan.datasets.size() >= 6);
    for (std::size_t i = 1; i < plan.datasets.size(); ++i) CHECK(plan.datasets[i - 1].name < plan.datasets[i].name);
    CHECK(plan.images.size() >= 20);
}

TEST_CASE("the option --limit counts for each data set") {
    EvaluationOptions options = phantoms();
    options.limit = 1;
    const Plan plan = make_plan(options);
    CHECK(plan.images.size() == plan.datasets.size());
}

TEST_CASE("the option --split chooses the list") {
    EvaluationOptions options = phantoms();
    options.split = Split::training;
    CHECK(make_plan(options).images.size() < make_plan(phantoms()).images.size());
}

TEST_CASE("the option --only-modality takes any spelling of the table, and must name one that is there") {
    EvaluationOptions options = phantoms();
    options.only_modalities = {"ultrasound", "ct"};
    const Plan plan = make_plan(options);
    REQUIRE(plan.datasets.size() == 2);
    CHECK(plan.datasets[0].modality == "CT");
    CHECK(plan.datasets[1].modality == "US");
    options.only_modalities = {"seismogram"};
    CHECK_THROWS_WITH(make_plan(options), contains("seismogram") && contains("X-Ray"));
}

TEST_CASE("the option --only-target must name a class that is there, in any case") {
    EvaluationOptions options = phantoms();
    options.only_targets = {"LIVER"};
    CHECK_NOTHROW(make_plan(options));
    CHECK(target_wanted(options, "Liver"));
    CHECK_FALSE(target_wanted(options, "spleen"));
    options.only_targets = {"livre"};
    CHECK_THROWS_WITH(make_plan(options), contains("'livre'") && contains("liver"));
}
