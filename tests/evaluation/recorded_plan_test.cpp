#include "catch.hpp"
#include "imis/base/error.hpp"
#include "imis/base/files.hpp"
#include "imis/base/temporary_folder.hpp"
#include "imis/evaluation/plan.hpp"

using namespace imis;

namespace {

// A box for each of the given "dataset,image,target".
PromptFile prompts_of(const std::vector<std::string>& targets) {
    const TemporaryFolder folder;
    std::string text = "dataset,image,target,round,prompt\n";
    for (const std::string& target : targets) text += target + R"(,1,"{""grid"":[9,8],""box"":[1,2,3,4]}")" + "\n";
    write_file_atomically(folder / "prompts.csv", text);
    return PromptFile(folder / "prompts.csv");
}

EvaluationOptions all_phantoms() {
    EvaluationOptions options;
    options.data = {std::filesystem::path(IMIS_SOURCE_DIR) / "data" / "phantoms"};
    options.prompts = "prompts.csv";
    return options;
}

}  // namespace

TEST_CASE("of a plan the images with recorded prompts are left, and their data sets") {
    Plan plan = make_plan(all_phantoms());
    const auto file =
        prompts_of({"phantom_x_ray,x_ray_001,heart", "phantom_ct,ct_002,liver", "phantom_ct,ct_000,liver"});
    CHECK(keep_recorded(file, all_phantoms(), plan).empty());
    REQUIRE(plan.datasets.size() == 2);
    CHECK(plan.datasets[0].name == "phantom_ct");
    CHECK(plan.datasets[1].name == "phantom_x_ray");
    REQUIRE(plan.images.size() == 3);
    CHECK(plan.item(plan.images[1], Split::test).name == "ct_002");
    CHECK(plan.item(plan.images[2], Split::test).name == "x_ray_001");
}

TEST_CASE("recorded targets that are not there are named") {
    Plan plan = make_plan(all_phantoms());
    const auto file = prompts_of({"phantom_ct,ct_000,liver", "phantom_ct,ct_000,moon", "phantom_ct,ct_999,liver"});
    CHECK(keep_recorded(file, all_phantoms(), plan) ==
          std::vector<std::string>{"phantom_ct, ct_000, moon", "phantom_ct, ct_999, liver"});
}

TEST_CASE("recorded targets that an option leaves out are named") {
    EvaluationOptions options = all_phantoms();
    options.only_targets = {"liver"};
    options.limit = 1;
    Plan plan = make_plan(options);
    const auto file = prompts_of({"phantom_ct,ct_000,liver", "phantom_ct,ct_000,spleen", "phantom_ct,ct_001,liver"});
    CHECK(keep_recorded(file, options, plan) ==
          std::vector<std::string>{"phantom_ct, ct_000, spleen", "phantom_ct, ct_001, liver"});
}

TEST_CASE("recorded prompts for none of the images are refused") {
    Plan plan = make_plan(all_phantoms());
    CHECK_THROWS_WITH(keep_recorded(prompts_of({"ct,1,liver"}), all_phantoms(), plan),
                      contains("prompts.csv: has prompts for none of the images"));
}
