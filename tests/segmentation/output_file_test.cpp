// Files of masks, each written and read back, and what is refused before anything is computed.
#include <algorithm>
#include <fstream>

#include <nlohmann/json.hpp>

#include "catch.hpp"
#include "coco_counts.hpp"
#include "imis/base/error.hpp"
#include "imis/base/files.hpp"
#include "imis/formats/pictures.hpp"
#include "imis/image/mask_encoding.hpp"
#include "imis/segmentation/output_files.hpp"
#include "segmented_objects.hpp"

using namespace imis;
namespace fs = std::filesystem;

namespace {

nlohmann::json read_json(const fs::path& file) {
    return nlohmann::json::parse(read_text_file(file));
}

// Two objects on slices 2 and 3 of a volume; they overlap on slice 2.
std::vector<SegmentedObject> two_objects() {
    const SliceAxes axial{0, 1, 2};
    return {segmented_object("liver", axial, {{2, drawn_mask({"####....", "####....", "........", "........"})}}),
            segmented_object("left kidney", axial,
                             {{2, drawn_mask({"..##....", "..#.....", "........", "........"})},
                              {3, drawn_mask({"........", "......##", "......##", "........"})}})};
}

int label_at(const Volume& volume, int i, int j, int k) {
    const auto& size = volume.geometry.size;
    return static_cast<int>(volume.grey[static_cast<std::size_t>((k * size[1] + j) * size[0] + i)]);
}

void check_labels(const Volume& volume) {
    CHECK(label_at(volume, 0, 0, 2) == 1);
    CHECK(label_at(volume, 2, 0, 2) == 2);  // where objects overlap the later one counts
    CHECK(label_at(volume, 3, 1, 2) == 1);
    CHECK(label_at(volume, 7, 2, 3) == 2);
    CHECK(std::ranges::count(volume.grey, 1.0F) == 5);
    CHECK(std::ranges::count(volume.grey, 2.0F) == 7);
}

VolumeGeometry turned_geometry() {
    return {{8, 4, 5}, {1.5, 2, 3}, {-10, 20, 30}, {{{0, 1, 0}, {-1, 0, 0}, {0, 0, 1}}}};
}

std::vector<PromptedSlice> slices_of(const std::vector<SegmentedObject>& objects) {
    return prompted_slices(objects);
}

}  // namespace

TEST_CASE("a file's ending says what it is, another is refused with a list of those that can be") {
    CHECK(mask_file("a.nii.gz") == MaskFile::label_volume);
    CHECK(mask_file("a.json") == MaskFile::coco);
    for (const char* name : {"a", "a.jpg"}) {
        CAPTURE(name);
        CHECK_THROWS_AS(mask_file(name), UsageError);
        CHECK_THROWS_WITH(mask_file(name), contains(name) && contains(".nii.gz"));
    }
}

TEST_CASE("what can't be written is refused at once, and nothing is left behind") {
    const TemporaryFolder folder;
    const auto here = folder / "mask.png";
    CHECK_NOTHROW(check_writable(here, false));
    CHECK_NOTHROW(check_writable(folder / "new" / "deeper" / "mask.png", false));
    CHECK(fs::is_empty(folder.path()));
    std::ofstream(here) << "x";
    CHECK_THROWS_AS(check_writable(here, false), UsageError);
    CHECK_THROWS_WITH(check_writable(here, false), contains("mask.png: exists already") && contains("force"));
    CHECK_NOTHROW(check_writable(here, true));
    CHECK_THROWS_WITH(check_writable(folder.path(), true), contains("is a folder"));
    CHECK_THROWS_WITH(check_writable(here / "below.png", false), contains("mask.png is not a folder"));
    CHECK_THROWS_WITH(check_writable("/proc/imis/mask.png", false), contains("cannot be written"));
    CHECK(std::distance(fs::directory_iterator(folder.path()), fs::directory_iterator()) == 1);
}

TEST_CASE("a PNG of one object is black and white") {
    const TemporaryFolder folder;
    const DiscStudy study;
    const Mask mask = drawn_mask({".#.", "##."});
    const std::vector<SegmentedObject> objects = {segmented_object("a", {0, 1, 2}, {{0, mask}})};
    write_output(folder / "deep" / "mask.png", *study, objects, "imis-tiny");
    const Image image = read_image(folder / "deep" / "mask.png");
    CHECK(image.size == mask.size);
    for (std::size_t i = 0; i < mask.pixels.size(); ++i) CHECK(image.rgb[3 * i] == 255 * mask.pixels[i]);
}

TEST_CASE("a PNG of several objects holds their labels as a palette's indices") {
    const TemporaryFolder folder;
    const DiscStudy study;
    const std::vector<SegmentedObject> objects = {
        segmented_object("a", {0, 1, 2}, {{0, drawn_mask({"##."})}}),
        segmented_object("b", {0, 1, 2}, {{0, drawn_mask({".#."})}}),
    };
    write_output(folder / "mask.png", *study, objects, "imis-tiny");
    const Image image = read_image(folder / "mask.png");
    const auto colour = [&](std::size_t pixel) {
        return std::vector<int>(image.rgb.begin() + static_cast<long>(3 * pixel),
                                image.rgb.begin() + static_cast<long>(3 * pixel + 3));
    };
    CHECK(colour(2) == std::vector<int>{0, 0, 0});
    CHECK(colour(0) != colour(1));
    CHECK(colour(0) != colour(2));
    CHECK(colour(1) != colour(2));
}

TEST_CASE("label volumes lie on the input's grid") {
    const VolumeStudy study(turned_geometry(), [](int i, int, int) { return i; });
    const std::string ending = GENERATE(".nii.gz", ".nii", ".nrrd", ".mha");
    CAPTURE(ending);
    const auto file = study.folder() / ("labels" + ending);
    write_output(file, *study, two_objects(), "imis-tiny");
    const Volume volume = read_volume(file);
    check_labels(volume);
    CHECK(volume.geometry.size == study->geometry().size);
    for (const Vector3& index : {Vector3{0, 0, 0}, Vector3{7, 3, 4}}) {
        const Vector3 apart = lps_from_index(volume.geometry, index) - lps_from_index(study->geometry(), index);
        CHECK(dot(apart, apart) < 1e-8);
    }
}

TEST_CASE("masks of other planes lie where they were found") {
    const VolumeStudy study(turned_geometry(), [](int i, int, int) { return i; });
    const SliceAxes sagittal{1, 2, 0};
    const std::vector<SegmentedObject> objects = {
        segmented_object("a", sagittal, {{6, drawn_mask({"....", ".##.", "....", "....", "...#"})}})};
    write_output(study.folder() / "labels.nrrd", *study, objects, "imis-tiny");
    const Volume volume = read_volume(study.folder() / "labels.nrrd");
    CHECK(label_at(volume, 6, 1, 1) == 1);
    CHECK(label_at(volume, 6, 2, 1) == 1);
    CHECK(label_at(volume, 6, 3, 4) == 1);
    CHECK(std::ranges::count(volume.grey, 1.0F) == 3);
}

TEST_CASE("COCO annotations hold run lengths, areas and boxes of every mask") {
    const VolumeStudy study(turned_geometry(), [](int i, int, int) { return i; });
    const auto file = study.folder() / "coco.json";
    auto objects = two_objects();
    objects.push_back(segmented_object("empty", {0, 1, 2}, {{2, Mask::zeros({4, 8})}}));
    write_output(file, *study, objects, "imis-tiny");
    const nlohmann::json coco = read_json(file);
    CHECK(coco["info"]["description"].get<std::string>().find("imis-tiny") != std::string::npos);
    REQUIRE(coco["images"].size() == 2);
    CHECK(coco["images"][0]["width"] == 8);
    CHECK(coco["images"][0]["height"] == 4);
    CHECK(coco["images"][0]["slice"] == study->slice_name({0, 1, 2}, 2));
    CHECK(coco["images"][0]["file_name"] == study->input().string());
    REQUIRE(coco["categories"].size() == 3);
    CHECK(coco["categories"][1]["name"] == "left kidney");
    REQUIRE(coco["annotations"].size() == 4);
    std::size_t number = 0;
    for (std::size_t object = 0; object < objects.size(); ++object) {
        for (const auto& [slice, answer] : objects[object].slices) {
            const auto& annotation = coco["annotations"][number++];
            CHECK(annotation["id"] == number);
            CHECK(annotation["category_id"] == object + 1);
            CHECK(annotation["image_id"] == (slice == 2 ? 1 : 2));
            CHECK(annotation["area"] == area(answer.best.mask));
            CHECK(mask_from_json(annotation["segmentation"]).pixels == answer.best.mask.pixels);
            CHECK(annotation["score"] == Approx(0.75));
            CHECK(annotation["iscrowd"] == 0);
        }
    }
    CHECK(coco["annotations"][2]["bbox"] == nlohmann::json({6, 1, 2, 2}));
    CHECK(coco["annotations"][3]["bbox"] == nlohmann::json({0, 0, 0, 0}));
}

TEST_CASE("GeoJSON outlines cover as much as the masks") {
    const DiscStudy study;
    const Mask ring = drawn_mask({"#####..", "#...#..", "#.#.#.#", "#...#..", "#####.."});
    const std::vector<SegmentedObject> objects = {segmented_object("ring", {0, 1, 2}, {{0, ring}}),
                                                  segmented_object("empty", {0, 1, 2}, {{0, Mask::zeros(ring.size)}})};
    write_output(study.folder() / "mask.geojson", *study, objects, "imis-tiny");
    const nlohmann::json geo = read_json(study.folder() / "mask.geojson");
    CHECK(geo["type"] == "FeatureCollection");
    REQUIRE(geo["features"].size() == 2);
    const auto& feature = geo["features"][0];
    CHECK(feature["type"] == "Feature");
    CHECK(feature["properties"]["object"] == "ring");
    CHECK(feature["properties"]["area_px"] == area(ring));
    CHECK(feature["properties"]["model"] == "imis-tiny");
    CHECK_FALSE(feature["properties"].contains("slice"));  // a picture has none
    CHECK(feature["geometry"]["type"] == "MultiPolygon");
    REQUIRE(feature["geometry"]["coordinates"].size() == 3);
    double covered = 0;
    std::size_t rings = 0;
    for (const auto& polygon : feature["geometry"]["coordinates"]) {
        for (const auto& points : polygon) {
            Ring corners;
            for (const auto& point : points) corners.push_back({point.at(0), point.at(1)});
            CHECK(corners.front() == corners.back());
            covered += signed_area(corners);
            ++rings;
        }
    }
    CHECK(rings == 4);
    CHECK(covered == Approx(static_cast<double>(area(ring))));
    CHECK(geo["features"][1]["geometry"]["coordinates"].empty());
}

TEST_CASE("outputs that can't hold what is asked for are refused") {
    const VolumeStudy study(turned_geometry(), [](int i, int, int) { return i; });
    const auto objects = two_objects();
    const std::vector<PromptedSlice> one = {{{0, 1, 2}, 2}};
    const auto both = slices_of(objects);
    CHECK_NOTHROW(check_output("a.nii.gz", *study, 2, both, true));
    CHECK_NOTHROW(check_output("a.json", *study, 255, both, true));
    CHECK_NOTHROW(check_output("a.png", *study, 2, one, false));
    CHECK_THROWS_WITH(check_output("a.png", *study, 2, both, false),
                      contains("a.png: a PNG holds one slice, but the prompts lie on several"));
    CHECK_THROWS_WITH(check_output("a.png", *study, 2, one, true), contains("propagation gives several"));
    CHECK_THROWS_WITH(check_output("a.dcm", *study, 2, one, false),
                      contains("a.dcm: a DICOM segmentation") && contains("volume.nrrd is not"));
    CHECK_THROWS_WITH(check_output("a.nii", *study, 256, one, false), contains("more than 255 objects"));
    CHECK_THROWS_WITH(check_output("a.txt", *study, 1, one, false), contains("must end in"));
    const DiscStudy picture;
    CHECK_NOTHROW(check_output("a.png", *picture, 1, std::vector<PromptedSlice>{{{0, 1, 2}, 0}}, true));
}

TEST_CASE("a file that can't be written is named") {
    const VolumeStudy study(turned_geometry(), [](int i, int, int) { return i; });
    std::ofstream(study.folder() / "file") << "x";
    for (const char* name : {"a.nii.gz", "a.json", "a.geojson"}) {
        CHECK_THROWS_WITH(write_output(study.folder() / "file" / name, *study, two_objects(), "m"),
                          contains((study.folder() / "file").string()));
    }
}
