// Markups files of 3D Slicer.
#include <cmath>

#include <nlohmann/json.hpp>

#include "catch.hpp"
#include "imis/base/error.hpp"
#include "imis/base/files.hpp"
#include "imis/base/temporary_folder.hpp"
#include "imis/segmentation/given_prompts.hpp"

using namespace imis;

namespace {

// As Slicer writes it, fields that are of no use here included.
constexpr const char* fiducials = R"({
    "@schema": "https://raw.githubusercontent.com/slicer/slicer/master/Modules/Loadable/Markups/Resources/Schema/markups-schema-v1.0.3.json#",
    "markups": [{
        "type": "Fiducial", "coordinateSystem": "LPS", "coordinateUnits": ["mm", "mm", "UCUM"], "locked": false,
        "name": "liver", "labelFormat": "%N-%d",
        "controlPoints": [
            {"id": "1", "label": "F-1", "description": "", "position": [1.5, -2, 3], "visibility": true,
             "positionStatus": "defined"},
            {"id": "2", "label": "F-2", "position": [0, 0, 0], "positionStatus": "undefined"},
            {"id": "3", "label": "Background 1", "position": [4, 5, 6]},
            {"id": "4", "label": "-", "position": [4, 5, 7]},
            {"id": "5", "label": "F-5", "description": "negative: vessel", "position": [4, 5, 8]}],
        "measurements": [], "display": {"visibility": false}}]})";

GivenPrompts read_markups_text(const std::string& text) {
    const TemporaryFolder folder;
    write_file_atomically(folder / "points.mrk.json", text);
    return read_given_prompts(folder / "points.mrk.json");
}

GivenPrompts read_list(const std::string& fields) {
    return read_markups_text(R"({"markups": [{)" + fields + "}]}");
}

std::string region(const std::string& fields) {
    return R"({"type": "ROI", "name": "box", "center": [10, 20, 30], "size": [2, 4, 6])" + fields + "}";
}

// The least and the largest corner.
std::pair<Vector3, Vector3> span_of(const SpatialBox& box) {
    Vector3 low = box.front();
    Vector3 high = box.front();
    for (const Vector3& corner : box) {
        for (std::size_t axis = 0; axis < 3; ++axis) {
            low[axis] = std::min(low[axis], corner[axis]);
            high[axis] = std::max(high[axis], corner[axis]);
        }
    }
    return {low, high};
}

}  // namespace

TEST_CASE("a list of fiducials prompts the object of its name") {
    const GivenPrompts prompts = read_markups_text(fiducials);
    REQUIRE(prompts.images.size() == 1);
    REQUIRE(prompts.images[0].objects.size() == 1);
    const GivenObject& object = prompts.images[0].objects[0];
    CHECK(object.name == "liver");
    CHECK(object.coordinates == Coordinates::lps);
    REQUIRE(object.rounds.size() == 1);
    const auto& points = object.rounds[0].shapes;
    REQUIRE(points.size() == 4);  // an undefined point has no place
    CHECK(points[0].positions.at(0) == Vector3{1.5, -2, 3});
    CHECK(points[0].label == 1);
    CHECK(points[1].label == 0);
    CHECK(points[2].label == 0);
    CHECK(points[3].label == 0);
}

TEST_CASE("fiducials are in LPS or RAS, by word or by Slicer's old number") {
    const std::string points = R"("type": "Fiducial", "controlPoints": [{"position": [1, 2, 3]}])";
    const auto coordinates = [&](const std::string& field) {
        return read_list(points + field).images[0].objects[0].coordinates;
    };
    CHECK(coordinates("") == Coordinates::lps);
    CHECK(coordinates(R"(, "coordinateSystem": "RAS")") == Coordinates::ras);
    CHECK(coordinates(R"(, "coordinateSystem": "1")") == Coordinates::ras);
    CHECK(coordinates(R"(, "coordinateSystem": "0")") == Coordinates::lps);
    CHECK(coordinates(R"(, "coordinateUnits": "mm")") == Coordinates::lps);
}

TEST_CASE("a region of interest becomes a box in space") {
    const auto corners = [](const std::string& fields) {
        const GivenPrompts prompts = read_markups_text(R"({"markups": [)" + region(fields) + "]}");
        return span_of(prompts.images.at(0).objects.at(0).region.value());
    };
    CHECK((corners("") == std::pair{Vector3{9, 18, 27}, Vector3{11, 22, 33}}));
    CHECK((corners(R"(, "coordinateSystem": "RAS")") == std::pair{Vector3{-11, -22, 27}, Vector3{-9, -18, 33}}));
    // The columns are the box's axes: its first, 2 mm long, runs along y, its second along z.
    CHECK((corners(R"(, "orientation": [0, 0, 1, 1, 0, 0, 0, 1, 0])") ==
           std::pair{Vector3{7, 19, 28}, Vector3{13, 21, 32}}));
}

TEST_CASE("a region turned by some degrees has turned corners") {
    const double c = std::cos(0.5);
    const double s = std::sin(0.5);
    const nlohmann::json turn = {c, -s, 0, s, c, 0, 0, 0, 1};
    const auto prompts = read_markups_text(R"({"markups": [)" + region(R"(, "orientation": )" + turn.dump()) + "]}");
    const Vector3 corner = prompts.images[0].objects[0].region->front();
    CHECK(corner[0] == Approx(10 - c + 2 * s));
    CHECK(corner[1] == Approx(20 - s - 2 * c));
    CHECK(corner[2] == Approx(27));
}

TEST_CASE("a region and fiducials of one name are one object") {
    const std::string points =
        R"({"type": "Fiducial", "name": "box", "coordinateSystem": "RAS", "controlPoints": [{"position": [1, 2, 3]}]})";
    for (const std::string& lists : {points + "," + region(""), region("") + "," + points}) {
        const auto objects = read_markups_text(R"({"markups": [)" + lists + "]}").images[0].objects;
        REQUIRE(objects.size() == 1);
        CHECK(objects[0].region);
        CHECK(objects[0].coordinates == Coordinates::ras);
        CHECK(objects[0].rounds.size() == 1);
    }
    CHECK_THROWS_WITH(read_markups_text(R"({"markups": [)" + region("") + "," + region("") + "]}"),
                      contains("markups[1]") && contains("earlier region"));
    CHECK_THROWS_WITH(read_markups_text(R"({"markups": [)" + points + "," + points + "]}"),
                      contains("markups[1]") && contains("earlier list of points"));
}

TEST_CASE("markups that mean nothing here are refused with their place") {
    const std::vector<std::pair<std::string, std::string>> mistakes = {
        {R"("type": "Line", "controlPoints": [])", ".type' must be Fiducial or ROI, not Line"},
        {R"("type": 3)", ".type' must be a string"},
        {R"("name": "a")", ".type' is missing"},
        {R"("type": "Fiducial")", ".controlPoints' is missing"},
        {R"("type": "Fiducial", "controlPoints": [])", "no control point with a position"},
        {R"("type": "Fiducial", "controlPoints": [{"positionStatus": "undefined"}])",
         "no control point with a position"},
        {R"("type": "Fiducial", "controlPoints": [{"label": "F-1"}])", "controlPoints[0].position' is missing"},
        {R"("type": "Fiducial", "controlPoints": [{"position": [1, 2]}])",
         "controlPoints[0].position' must be [x, y, z]"},
        {R"("type": "Fiducial", "controlPoints": [{"position": [1, 2, 3, 4]}])",
         "controlPoints[0].position' must be [x, y, z]"},
        {R"("type": "Fiducial", "controlPoints": [{"position": [1, 2, null]}])",
         "controlPoints[0].position[2]' must be a number"},
        {R"("type": "Fiducial", "coordinateSystem": "IJK", "controlPoints": [])",
         ".coordinateSystem' must be LPS or RAS"},
        {R"("type": "Fiducial", "coordinateUnits": "m", "controlPoints": [])", ".coordinateUnits' must be mm, not 'm'"},
        {R"("type": "Fiducial", "coordinateUnits": ["cm", "cm", "UCUM"], "controlPoints": [])",
         ".coordinateUnits' must be mm, not 'cm'"},
        {R"("type": "Fiducial", "coordinateUnits": [], "controlPoints": [])", ".coordinateUnits' must be mm"},
        {R"("type": "ROI", "size": [1, 2, 3])", ".center' is missing"},
        {R"("type": "ROI", "center": [1, 2, 3])", ".size' is missing"},
        {R"("type": "ROI", "center": [1, 2, 3], "size": [1, 2])", ".size' must be [x, y, z]"},
        {R"("type": "ROI", "center": [1, 2, 3], "size": [1, 2, 3], "orientation": [1, 0, 0])",
         ".orientation' must be nine numbers"},
    };
    for (const auto& [fields, part] : mistakes) {
        CAPTURE(fields);
        CHECK_THROWS_WITH(read_list(fields), contains("points.mrk.json: field 'markups[0]") && contains(part));
    }
    CHECK_THROWS_WITH(read_markups_text(R"({"markups": []})"), contains("'markups' must hold"));
    CHECK_THROWS_WITH(read_markups_text(R"({"markups": {}})"), contains("'markups' must be a list"));
}
