// Prompts files of an evaluation.
#include "imis/evaluation/prompts_json.hpp"

#include <nlohmann/json.hpp>

#include "catch.hpp"
#include "imis/base/files.hpp"
#include "imis/base/temporary_folder.hpp"

using namespace imis;

namespace {

Plan plan_of_two_images() {
    Dataset dataset;
    dataset.name = "Set: one";
    for (const char* name : {"a", "b"}) {
        DatasetItem item;
        item.name = name;
        item.image = std::string("image/") + name + ".png";
        dataset.test.push_back(item);
    }
    return {{dataset}, {{0, 0}, {0, 1}}};
}

StoredRound round_of(const std::string& image, const std::string& target, int repeat, int round,
                     const std::string& prompt) {
    StoredRound stored;
    stored.model = std::string("m");  // GCC 12 warns of the assignment of a literal
    stored.dataset = std::string("Set: one");
    stored.image = image;
    stored.result.target = target;
    stored.result.repeat = repeat;
    stored.result.round = round;
    stored.result.prompt = prompt;
    return stored;
}

std::vector<System> one_system() {
    System system;
    system.bundle.manifest.name = "m";
    system.protocol.history = History::points;
    system.protocol.mask_feedback = MaskFeedback::sigmoid;
    return {system};
}

}  // namespace

TEST_CASE("a prompts file holds the rounds of every object of every image") {
    const TemporaryFolder folder;
    const Plan plan = plan_of_two_images();
    const auto systems = one_system();
    PromptsJsonFiles files(folder / "prompts", plan, Split::test, systems);
    files.add(round_of("a", "left \"kidney\"", 1, 1, R"({"grid":[4,5],"box":[1,1,2,2]})"));
    files.add(round_of("a", "left \"kidney\"", 1, 2, R"({"grid":[4,5],"points":[[1,2,0]]})"));
    files.add(round_of("a", "left \"kidney\"", 2, 1, R"({"grid":[4,5],"box":[0,1,2,2]})"));
    files.add(round_of("b", "left \"kidney\"", 1, 1, R"({"grid":[4,5],"box":[0,0,2,2]})"));
    files.close();

    const auto json = nlohmann::json::parse(read_text_file(folder / "prompts" / "Set_ one.json"));
    CHECK(json["protocol"] == nlohmann::json({{"history", "points"}, {"mask_feedback", "sigmoid"}}));
    REQUIRE(json["images"].size() == 2);
    CHECK(json["images"][0]["image"] == "image/a.png");
    const auto& objects = json["images"][0]["objects"];
    REQUIRE(objects.size() == 2);
    CHECK(objects[0]["name"] == "left \"kidney\"");
    REQUIRE(objects[0]["rounds"].size() == 2);
    CHECK(objects[0]["rounds"][1]["points"][0] == nlohmann::json({1, 2, 0}));
    CHECK(objects[1]["repeat"] == 2);
    CHECK(json["images"][1]["objects"].size() == 1);
}

TEST_CASE("without a round there is no prompts file") {
    const TemporaryFolder folder;
    const Plan plan = plan_of_two_images();
    const auto systems = one_system();
    PromptsJsonFiles files(folder / "prompts", plan, Split::test, systems);
    files.close();
    CHECK_FALSE(std::filesystem::exists(folder / "prompts"));
}
