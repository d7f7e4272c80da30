// Prompts files: all forms of the schema, and what a mistake in one is answered with.
#include "imis/segmentation/given_prompts.hpp"

#include "catch.hpp"
#include "imis/base/error.hpp"
#include "imis/base/files.hpp"
#include "imis/base/temporary_folder.hpp"

using namespace imis;

namespace {

class PromptsFile {
public:
    [[nodiscard]] GivenPrompts read(const std::string& text) const {
        write_file_atomically(path(), text);
        return read_given_prompts(path());
    }
    // The only object of a file of one image.
    [[nodiscard]] GivenObject read_object(const std::string& fields) const {
        return read(R"({"objects": [{)" + fields + "}]}").images.at(0).objects.at(0);
    }
    // What is said where the file can't be read; empty where it can.
    [[nodiscard]] std::string error(const std::string& text) const {
        try {
            (void)read(text);
        } catch (const Error& problem) {
            return problem.what();
        }
        return "";
    }
    [[nodiscard]] std::filesystem::path path() const { return folder_ / "prompts.json"; }

private:
    TemporaryFolder folder_;
};

void check_message(const std::string& message, const std::string& file, const std::string& part) {
    CHECK_THAT(message, contains(file) && contains(part));
    CHECK(message.find('\n') == std::string::npos);
}

}  // namespace

TEST_CASE("an object in a prompts file has points, a box and a text") {
    const PromptsFile file;
    const GivenObject object = file.read_object(
        R"("name": "liver", "points": [[3, 4], [5.5, 6, 0], [0, 0, -1]], "box": [1, 2, 3, 4], "text": "left kidney")");
    CHECK(object.name == "liver");
    CHECK(object.source == file.path().string() + ": objects[0]");
    CHECK(object.coordinates == Coordinates::pixel);
    CHECK(object.mask().empty());
    REQUIRE(object.rounds.size() == 1);
    const GivenRound& round = object.rounds[0];
    REQUIRE(round.shapes.size() == 4);
    CHECK((round.shapes[0].positions == std::vector<Vector3>{{3, 4, 0}}));
    CHECK(round.shapes[0].label == 1);
    CHECK((round.shapes[1].positions == std::vector<Vector3>{{5.5, 6, 0}}));
    CHECK(round.shapes[1].label == 0);
    CHECK(round.shapes[2].label == -1);
    CHECK(round.shapes[3].kind == PromptKind::box);
    CHECK((round.shapes[3].positions == std::vector<Vector3>{{1, 2, 0}, {3, 4, 0}}));
    CHECK(round.text == "left kidney");
    CHECK_FALSE(round.grid);
}

TEST_CASE("an object without a name is called object, a repeat is named") {
    const PromptsFile file;
    CHECK(file.read_object(R"("points": [[1, 2]])").name == "object");
    CHECK(file.read_object(R"("name": "liver", "repeat": 2, "points": [[1, 2]])").name == "liver (repeat 2)");
}

TEST_CASE("rounds of a prompts file come in order, an empty one too") {
    const GivenObject object = PromptsFile().read_object(
        R"("rounds": [{"box": [1, 2, 3, 4], "grid": [64, 32]}, {}, {"points": [[9, 8, 0]]}, {"text": "liver"}])");
    REQUIRE(object.rounds.size() == 4);
    CHECK(kinds_of(object.rounds[0]) == PromptKinds{PromptKind::box});
    CHECK(object.rounds[0].grid == Size{64, 32});
    CHECK(kinds_of(object.rounds[1]).empty());
    CHECK(object.rounds[2].shapes.at(0).label == 0);
    CHECK(object.rounds[3].text == "liver");
}

TEST_CASE("coordinates and slice hold for all below that do not say otherwise") {
    const GivenPrompts prompts = PromptsFile().read(R"({
        "schema": "imis-prompts-1", "comment": "by hand", "coords": "ras", "slice": "axial:7",
        "images": [{"image": "a/b.nii", "objects": [{"points": [[1, 2, 3]]}, {"coords": "pixel", "points": [[1, 2]]}]},
                   {"image": "c.nii", "slice": "coronal",
                    "objects": [{"points": [[1, 2, 3, 0]]}, {"slice": "sagittal:2", "box": [6, 5, 4, 3, 2, 1]}]}]})");
    REQUIRE(prompts.images.size() == 2);
    const auto& first = prompts.images[0].objects;
    const auto& second = prompts.images[1].objects;
    CHECK(prompts.images[0].image == "a/b.nii");
    CHECK(first.at(0).coordinates == Coordinates::ras);
    CHECK(first.at(0).slice.plane == Plane::axial);
    CHECK(first.at(0).slice.index == 7);
    CHECK(first.at(0).rounds[0].shapes[0].positions[0] == Vector3{1, 2, 3});
    CHECK(first.at(1).coordinates == Coordinates::pixel);
    CHECK(first.at(1).slice.index == 7);
    CHECK(second.at(0).slice.plane == Plane::coronal);
    CHECK_FALSE(second.at(0).slice.index);
    CHECK(second.at(0).rounds[0].shapes[0].label == 0);
    CHECK(second.at(1).slice.plane == Plane::sagittal);
    CHECK(second.at(1).rounds[0].shapes[0].positions[0] ==
          Vector3{6, 5, 4});  // corners in millimetres come in any order
}

TEST_CASE("a mask lies beside the prompts file that names it") {
    const PromptsFile file;
    CHECK(file.read_object(R"("mask": "masks/a.png")").mask() == file.path().parent_path() / "masks/a.png");
    CHECK(file.read_object(R"("mask": "/masks/a.png")").mask() == "/masks/a.png");
}

TEST_CASE("a prompts file may name the protocol that its session followed") {
    const PromptsFile file;
    const GivenPrompts without = file.read(R"({"objects": [{"points": [[1, 2]]}]})");
    CHECK_FALSE(without.history);
    CHECK_FALSE(without.mask_feedback);
    const GivenPrompts with = file.read(
        R"({"protocol": {"history": "points", "mask_feedback": "sigmoid"}, "objects": [{"points": [[1, 2]]}]})");
    CHECK(with.history == History::points);
    CHECK(with.mask_feedback == MaskFeedback::sigmoid);
}

TEST_CASE("a prompts file that is none is refused with its name and what is wrong") {
    const PromptsFile file;
    const std::vector<std::pair<std::string, std::string>> mistakes = {
        {"{", "is not valid JSON"},
        {R"({"objects": [{"points": [[NaN, 2]]}]})", "is not valid JSON"},
        {R"({"objects": [{"points": [[1e999, 2]]}]})", "is not valid JSON"},
        {"[]", "must be an object"},
        {"{}", "needs either 'images' or 'objects'"},
        {R"({"images": [], "objects": []})", "needs either 'images' or 'objects'"},
        {R"({"schema": "imis-prompts-2", "objects": []})", "field 'schema' must be \"imis-prompts-1\""},
        {R"({"schema": 1, "objects": []})", "field 'schema' must be a string, not a number"},
        {R"({"object": []})", "field 'object' is unknown"},
        {R"({"objects": {}})", "field 'objects' must be a list"},
        {R"({"objects": []})", "field 'objects' must hold an object"},
        {R"({"images": []})", "field 'images' must hold an image"},
        {R"({"images": {}})", "field 'images' must be a list"},
        {R"({"images": [{"image": "a.png"}]})", "field 'images[0].objects' is missing"},
        {R"({"images": [{"image": 3, "objects": []}]})", "field 'images[0].image' must be a string"},
        {R"({"images": [{"file": "a.png", "objects": []}]})", "field 'images[0].file' is unknown"},
        {R"({"objects": [3]})", "field 'objects[0]' must be an object"},
        {R"({"coords": "mm", "objects": []})", "must be one of pixel, lps, ras"},
        {R"({"slice": "top:3", "objects": []})", "slice 'top:3' is not a slice"},
        {R"({"slice": 3, "objects": []})", "field 'slice' must be a string"},
        {R"({"protocol": {"history": "some"}, "objects": []})",
         "field 'protocol.history' is 'some', but must be one of"},
        {R"({"protocol": {"mask_feedback": true}, "objects": []})", "field 'protocol.mask_feedback' must be a string"},
        {R"({"protocol": {"policy": "imis"}, "objects": []})", "field 'protocol.policy' is unknown"},
        {R"({"protocol": [], "objects": []})", "field 'protocol' must be an object"},
    };
    for (const auto& [text, part] : mistakes) {
        CAPTURE(text);
        check_message(file.error(text), file.path().string(), part);
    }
}

TEST_CASE("a mistake in an object is answered with its place") {
    const PromptsFile file;
    const std::vector<std::pair<std::string, std::string>> mistakes = {
        {R"("point": [1, 2])", "field 'objects[0].point' is unknown"},
        {R"("name": 7, "text": "a")", "field 'objects[0].name' must be a string, not a number"},
        {R"("text": ["liver"])", "field 'objects[0].text' must be a string"},
        {R"("mask": false)", "field 'objects[0].mask' must be a string"},
        {R"("repeat": "2", "text": "a")", "field 'objects[0].repeat' must be a whole number"},
        {R"("repeat": 1.5, "text": "a")", "field 'objects[0].repeat' must be a whole number"},
        {R"("repeat": true, "text": "a")", "field 'objects[0].repeat' must be a whole number"},
        {R"("points": [1, 2])", "field 'objects[0].points[0]' must be a list"},
        {R"("points": [[1, 2], [3]])", "field 'objects[0].points[1]' must hold x, y and, optionally, a label"},
        {R"("points": [[1, 2, 1, 1]])", "field 'objects[0].points[0]' must hold x, y"},
        {R"("points": [[1, 2, 0.5]])", "field 'objects[0].points[0]' must hold x, y"},
        {R"("points": [["1", 2]])", "field 'objects[0].points[0][0]' must be a number"},
        {R"("points": [[null, 2]])", "field 'objects[0].points[0][0]' must be a number"},
        {R"("points": {"x": 1})", "field 'objects[0].points' must be a list"},
        {R"("coords": "lps", "points": [[1, 2]])", "field 'objects[0].points[0]' must hold x, y, z"},
        {R"("box": 3)", "field 'objects[0].box' must be a list"},
        {R"("box": [1, 2, 3])", "field 'objects[0].box' must hold x0, y0, x1, y1"},
        {R"("box": [3, 2, 1, 4])", "with x0 <= x1 and y0 <= y1"},
        {R"("box": [1, 4, 3, 2])", "with x0 <= x1 and y0 <= y1"},
        {R"("coords": "ras", "box": [1, 2, 3, 4])", "field 'objects[0].box' must hold x0, y0, z0, x1, y1, z1"},
        {R"("grid": [0, 5], "text": "a")", "field 'objects[0].grid' must be [height, width] in pixels"},
        {R"("grid": [5], "text": "a")", "field 'objects[0].grid' must be [height, width] in pixels"},
        {R"("grid": [5, 5, 3], "text": "a")", "field 'objects[0].grid' must be [height, width] in pixels"},
        {R"("grid": [5.5, 5], "text": "a")", "field 'objects[0].grid[0]' must be"},
        {R"("grid": [4294967297, 5], "text": "a")", "field 'objects[0].grid[0]' must be"},
        {R"("grid": "5", "text": "a")", "field 'objects[0].grid' must be a list"},
        {R"("rounds": {})", "field 'objects[0].rounds' must be a list"},
        {R"("rounds": [{"point": [1, 2]}])", "field 'objects[0].rounds[0].point' is unknown"},
        {R"("rounds": [{}, {"points": [[1]]}])", "field 'objects[0].rounds[1].points[0]' must hold x, y"},
        {R"("rounds": [], "box": [1, 2, 3, 4])", "'box' belongs in one of them"},
        {R"("rounds": [], "text": "liver")", "'text' belongs in one of them"},
    };
    for (const auto& [fields, part] : mistakes) {
        CAPTURE(fields);
        check_message(file.error(R"({"objects": [{)" + fields + "}]}"), file.path().string(), part);
    }
}

TEST_CASE("a prompts file that is not there is named") {
    const PromptsFile file;
    CHECK_THROWS_WITH(read_given_prompts(file.path()), contains(file.path().string()));
}
