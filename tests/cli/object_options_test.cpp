// Which object a prompt on the command line is for.
#include "object_options.hpp"

#include "catch.hpp"
#include "imis/base/error.hpp"

using namespace imis;

namespace {

std::vector<GivenObject> objects_of(std::vector<std::string> words, Coordinates coordinates = Coordinates::pixel,
                                    const SliceRequest& slice = {}) {
    CLI::App app;
    ObjectOptions options;
    options.add_to(app);
    std::reverse(words.begin(), words.end());  // as CLI11 takes vectors
    app.parse(words);
    return options.objects(coordinates, slice);
}

}  // namespace

TEST_CASE("prompts without a name are for one object") {
    const auto objects = objects_of({"--box", "1,2,30,40", "--point", "5,6", "--point=7,8,0"});
    REQUIRE(objects.size() == 1);
    CHECK(objects[0].name == "object");
    CHECK(objects[0].source == "--box 1,2,30,40 --point 5,6 --point 7,8,0");
    REQUIRE(objects[0].rounds.size() == 1);
    REQUIRE(objects[0].rounds[0].shapes.size() == 3);
    CHECK(objects[0].rounds[0].shapes[0].positions.at(1) == Vector3{30, 40, 0});
    CHECK(objects[0].rounds[0].shapes[2].label == 0);
    CHECK(objects_of({}).empty());
}

TEST_CASE("a prompt is for the object that was named before it") {
    const auto objects =
        objects_of({"--point", "1,1", "--object", "liver", "--box", "1,2,3,4", "--object", "left kidney", "--point",
                    "5,6", "--text", "left kidney", "--object", "liver", "--point", "7,8"});
    REQUIRE(objects.size() == 3);
    CHECK(objects[0].name == "object");
    CHECK(objects[1].name == "liver");
    CHECK(kinds_of(objects[1].rounds[0]) == PromptKinds{PromptKind::point, PromptKind::box});
    CHECK(objects[1].rounds[0].shapes.at(1).positions.at(0) == Vector3{7, 8, 0});
    CHECK(objects[2].name == "left kidney");
    CHECK(objects[2].rounds[0].text == "left kidney");
    CHECK(objects[2].rounds[0].shapes.size() == 1);
}

TEST_CASE("an object that has no name is called as its text") {
    CHECK(objects_of({"--text", "liver"}).at(0).name == "liver");
    CHECK(objects_of({"--object", "mine", "--text", "liver"}).at(0).name == "mine");
}

TEST_CASE("coordinates, slice and mask go to the objects") {
    const auto objects = objects_of({"--point", "1,2,3,0", "--mask", "start.npy"}, Coordinates::ras, {Plane::axial, 5});
    REQUIRE(objects.size() == 1);
    CHECK(objects[0].coordinates == Coordinates::ras);
    CHECK(objects[0].slice.index == 5);
    CHECK(objects[0].mask() == "start.npy");
    CHECK(objects[0].rounds[0].shapes[0].positions[0] == Vector3{1, 2, 3});
    CHECK(objects[0].rounds[0].shapes[0].label == 0);
    // Numbers below zero are no options.
    CHECK(objects_of({"--point", "-1,-2,3"}, Coordinates::lps).at(0).rounds[0].shapes[0].positions[0] ==
          Vector3{-1, -2, 3});
}

TEST_CASE("what an object can't have twice, or lacks, is refused by its name") {
    CHECK_THROWS_AS(objects_of({"--box", "1,2,3,4", "--box", "1,2,3,4"}), UsageError);
    CHECK_THROWS_WITH(objects_of({"--object", "liver", "--box", "1,2,3,4", "--box", "1,2,3,4"}),
                      contains("--box is given twice for the object 'liver'") && contains("--object NAME"));
    CHECK_THROWS_WITH(objects_of({"--text", "a", "--text", "b"}), contains("--text is given twice"));
    CHECK_THROWS_WITH(objects_of({"--mask", "a", "--mask", "b"}), contains("--mask is given twice"));
    CHECK_THROWS_WITH(objects_of({"--object", "liver", "--object", "spleen", "--text", "spleen"}),
                      contains("--object liver: no prompt follows it"));
    CHECK_THROWS_WITH(objects_of({"--object", "", "--text", "a"}), contains("--object needs a name"));
    CHECK_THROWS_WITH(objects_of({"--text", ""}), contains("--text '' must not be empty"));
    CHECK_THROWS_WITH(objects_of({"--point", "1"}), contains("--point '1'"));
    CHECK_THROWS_WITH(objects_of({"--box", "1,2,3,4"}, Coordinates::lps), contains("x0, y0, z0, x1, y1, z1"));
}
