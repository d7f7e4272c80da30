// Results as lines of JSON.
#include "imis/segmentation/result_lines.hpp"

#include <nlohmann/json.hpp>

#include "catch.hpp"
#include "segmented_objects.hpp"

using namespace imis;

namespace {

constexpr SliceAxes line_axes{0, 1, 2};

const Study& physical_study() {
    static const VolumeStudy study({{6, 4, 5}, {1.5, 2, 4}, {}, {{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}}},
                                   [](int i, int, int) { return i; });
    return *study;
}

SegmentedObject sample_object() {
    SegmentedObject object = segmented_object("liver", line_axes,
                                              {{1, drawn_mask({"......", "..##..", "..##..", "......"})},
                                               {2, drawn_mask({"......", "..#...", "......", "......"})},
                                               {3, Mask::zeros({4, 6})}});
    object.prompted = {1};
    ObjectAnswer& first = object.slices.at(1);
    first.best.categories = {{"liver", 0.875}, {"spleen", 0.1}};
    first.encode_seconds = 0.25;
    first.decode_seconds = 0.125;
    object.slices.at(2).best.score = 0.5;
    object.slices.at(2).decode_seconds = 0.5;
    return object;
}

std::vector<nlohmann::ordered_json> lines_of(const Study& study, const SegmentedObject& object,
                                             const std::filesystem::path& output, bool propagated) {
    std::vector<nlohmann::ordered_json> lines;
    for (const std::string& line : result_lines(study, object, output, propagated)) {
        CHECK(line.find('\n') == std::string::npos);
        lines.push_back(nlohmann::ordered_json::parse(line));
    }
    return lines;
}

std::vector<std::string> fields_of(const nlohmann::ordered_json& line) {
    std::vector<std::string> names;
    for (const auto& [name, value] : line.items()) names.push_back(name);
    return names;
}

}  // namespace

TEST_CASE("a line says what was found on a prompted slice") {
    const auto lines = lines_of(physical_study(), sample_object(), "out.nii.gz", false);
    REQUIRE(lines.size() == 1);
    const nlohmann::ordered_json& line = lines[0];
    CHECK(fields_of(line) == std::vector<std::string>{"object", "image", "slice", "score", "category", "area_px",
                                                      "area_mm2", "box", "encode_s", "decode_s", "output"});
    CHECK(line["object"] == "liver");
    CHECK(line["image"] == physical_study().input().string());
    CHECK(line["slice"] == "axial:1");
    CHECK(line["score"] == 0.75);
    CHECK(line["category"] == nlohmann::ordered_json::parse(R"([{"name": "liver", "probability": 0.875},
                                              {"name": "spleen", "probability": 0.1}])"));
    CHECK(line["area_px"] == 4);
    CHECK(line["area_mm2"] == 12.0);
    CHECK(line["box"] == nlohmann::ordered_json({2, 1, 3, 2}));
    CHECK(line["encode_s"] == 0.25);
    CHECK(line["output"] == "out.nii.gz");
}

TEST_CASE("an empty mask has no box, a picture no millimetres and no slice") {
    const DiscStudy picture;
    const SegmentedObject empty = segmented_object("a", line_axes, {{0, Mask::zeros({4, 6})}});
    const nlohmann::ordered_json line = lines_of(*picture, empty, "", false).at(0);
    CHECK(line["box"].is_null());
    CHECK(line["area_px"] == 0);
    for (const char* absent : {"slice", "area_mm2", "output"}) CHECK_FALSE(line.contains(absent));
    CHECK(line["category"] == nlohmann::ordered_json::array());
}

TEST_CASE("every prompted slice has its line") {
    SegmentedObject object = sample_object();
    object.prompted = {1, 3};
    const auto lines = lines_of(physical_study(), object, "", false);
    REQUIRE(lines.size() == 2);
    CHECK(lines[1]["slice"] == "axial:3");
    CHECK(lines[1]["box"].is_null());
}

TEST_CASE("areas count in millimetres of the slice's own plane") {
    const SegmentedObject object =
        segmented_object("a", {1, 2, 0}, {{4, drawn_mask({"#...", "#...", "....", "....", "...."})}});
    const nlohmann::ordered_json line = lines_of(physical_study(), object, "", false).at(0);
    CHECK(line["slice"] == "sagittal:4");
    CHECK(line["area_mm2"] == 16.0);
}

TEST_CASE("a propagated object has one line for all its slices") {
    const auto lines = lines_of(physical_study(), sample_object(), "out.nii.gz", true);
    REQUIRE(lines.size() == 1);
    const nlohmann::ordered_json& line = lines[0];
    CHECK(fields_of(line) == std::vector<std::string>{"object", "image", "slice", "slices", "score", "category",
                                                      "lowest_score", "voxels", "volume_ml", "box", "encode_s",
                                                      "decode_s", "output"});
    CHECK(line["slice"] == nlohmann::ordered_json::array({"axial:1"}));
    CHECK(line["slices"] == nlohmann::ordered_json({1, 3}));
    CHECK(line["score"] == 0.75);
    CHECK(line["lowest_score"] == 0.5);
    CHECK(line["voxels"] == 5);
    CHECK(line["volume_ml"] == 0.06);                                  // 5 voxels of 12 mm3
    CHECK(line["box"] == nlohmann::ordered_json({2, 1, 1, 3, 2, 2}));  // first and last i, j, k
    CHECK(line["decode_s"] == 0.625);
    SegmentedObject empty = segmented_object("a", line_axes, {{2, Mask::zeros({4, 6})}});
    const nlohmann::ordered_json none = lines_of(physical_study(), empty, "", true).at(0);
    CHECK(none["box"].is_null());
    CHECK(none["voxels"] == 0);
    CHECK(none["volume_ml"] == 0.0);
}

TEST_CASE("a candidate's line says which it is and whether it was chosen") {
    const SegmentedObject object = sample_object();
    MaskAnswer candidate = object.slices.at(2).best;
    candidate.chosen = false;
    const nlohmann::ordered_json line = nlohmann::ordered_json::parse(
        candidate_line(physical_study(), object, 1, 2, candidate, "out_candidate_2.nii.gz"));
    CHECK(line["candidate"] == 2);
    CHECK(line["chosen"] == false);
    CHECK(line["score"] == 0.5);
    CHECK(line["slice"] == "axial:1");
    CHECK(line["area_px"] == 1);
    CHECK(line["output"] == "out_candidate_2.nii.gz");
}

TEST_CASE("names that are no UTF-8 do not break the line") {
    const SegmentedObject object = segmented_object("a\xff", line_axes, {{1, Mask::zeros({4, 6})}});
    CHECK(lines_of(physical_study(), object, "", false).at(0)["object"] == "a\ufffd");
    CHECK(lines_of(physical_study(), object, "b\xfe.png", true).at(0)["output"] == "b\ufffd.png");
    const auto candidate = nlohmann::ordered_json::parse(candidate_line(physical_study(), object, 1, 1, {}, ""));
    CHECK(candidate["object"] == "a\ufffd");
}
