// One study from its prompts to its files.
#include "imis/segmentation/study_run.hpp"

#include <cmath>
#include <fstream>
#include <set>

#include <ATen/ATen.h>
#include <nlohmann/json.hpp>

#include "catch.hpp"
#include "given_shapes.hpp"
#include "imis/base/error.hpp"
#include "imis/base/files.hpp"
#include "imis/base/npy.hpp"
#include "imis/formats/pictures.hpp"
#include "studies.hpp"

using namespace imis;
namespace fs = std::filesystem;

namespace {

const VolumeGeometry& geometry() {
    static const VolumeGeometry value{{48, 40, 6}, {1, 1, 2}, {}, {{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}}};
    return value;
}

int plain_cylinder(int i, int j, int /*k*/) {
    return std::hypot(i - 22, j - 18) <= 10 ? 200 : 40;
}

GivenObject box_object(const std::string& name, int slice, double side = 20) {
    GivenObject object;
    object.name = name;
    object.source = "--object " + name;
    object.rounds.resize(1);
    object.rounds[0].shapes = {given_box({12, 8, 0}, {12 + side, 8 + side, 0})};
    object.slice = {Plane::axial, slice};
    return object;
}

// A box in millimetres needs no slice: it has two.
GivenObject two_slices_object(const std::string& name) {
    GivenObject object = box_object(name, 1);
    object.slice = {};
    object.coordinates = Coordinates::lps;
    object.rounds.resize(2);
    object.rounds[0].shapes = {given_box({12, 8, 2}, {32, 28, 2})};
    object.rounds[1].shapes = {given_box({12, 8, 6}, {32, 28, 6})};
    return object;
}

StudyRunOptions run_options(const Engine& engine) {
    StudyRunOptions options;
    options.segmentation.protocol = make_protocol(engine.manifest(), {});
    return options;
}

std::vector<nlohmann::json> run(const Engine& engine, const Study& study, const std::vector<GivenObject>& given,
                                const StudyFiles& files, const StudyRunOptions& options) {
    std::vector<nlohmann::json> lines;
    const auto placed = prepare_study(study, given, engine.manifest(), files, options);
    for (const std::string& line : run_study(engine, study, placed, files, options))
        lines.push_back(nlohmann::json::parse(line));
    return lines;
}

StudyFiles all_files(const fs::path& folder) {
    return {folder / "masks.nii.gz", folder / "overlay.png", folder / "logits.npy", folder / "image.png", false};
}

std::set<std::string> names_in(const fs::path& folder) {
    std::set<std::string> names;
    for (const auto& entry : fs::directory_iterator(folder)) names.insert(entry.path().filename());
    return names;
}

std::string error_of(const Study& study, const std::vector<GivenObject>& given, const StudyFiles& files,
                     const StudyRunOptions& options) {
    try {
        (void)prepare_study(study, given, ellipse_engine().manifest(), files, options);
    } catch (const UsageError& problem) {
        return problem.what();
    }
    return "";
}

}  // namespace

TEST_CASE("one object on one slice leaves files of the names given") {
    const VolumeStudy study(geometry(), plain_cylinder);
    const fs::path out = study.folder() / "out";
    const auto lines =
        run(ellipse_engine(), *study, {box_object("liver", 2)}, all_files(out), run_options(ellipse_engine()));
    CHECK(names_in(out) == std::set<std::string>{"masks.nii.gz", "overlay.png", "logits.npy", "image.png"});
    REQUIRE(lines.size() == 1);
    CHECK(lines[0]["output"] == (out / "masks.nii.gz").string());
    CHECK(read_image(out / "image.png").rgb == study->image({0, 1, 2}, 2).rgb);
    CHECK(read_npy(out / "logits.npy").shape == std::vector<std::int64_t>{512, 512});
}

TEST_CASE("files of several objects and slices are told apart by name and slice") {
    const VolumeStudy study(geometry(), plain_cylinder);
    const fs::path out = study.folder() / "out";
    const auto lines = run(ellipse_engine(), *study, {box_object("liver", 2), two_slices_object("left kidney")},
                           all_files(out), run_options(ellipse_engine()));
    CHECK(names_in(out) == std::set<std::string>{"masks.nii.gz", "overlay_axial_1.png", "overlay_axial_2.png",
                                                 "overlay_axial_3.png", "image_axial_1.png", "image_axial_2.png",
                                                 "image_axial_3.png", "logits_liver.npy",
                                                 "logits_left_kidney_axial_1.npy", "logits_left_kidney_axial_3.npy"});
    REQUIRE(lines.size() == 3);
    CHECK(lines[0]["object"] == "liver");
    CHECK(lines[2]["slice"] == "axial:3");
}

TEST_CASE("candidates get files and lines of their own") {
    const VolumeStudy study(geometry(), plain_cylinder);
    const fs::path out = study.folder() / "out";
    GivenObject click = box_object("liver", 2);
    click.rounds[0].shapes = {given_point({22, 18, 0}, 1)};
    StudyRunOptions options = run_options(tiny_engine());
    options.segmentation.all_candidates = true;
    StudyFiles files;
    files.output = out / "mask.png";
    const auto lines = run(tiny_engine(), *study, {click}, files, options);
    CHECK(names_in(out) ==
          std::set<std::string>{"mask.png", "mask_candidate_1.png", "mask_candidate_2.png", "mask_candidate_3.png"});
    REQUIRE(lines.size() == 4);
    int chosen = 0;
    for (std::size_t i = 1; i < 4; ++i) {
        CHECK(lines[i]["candidate"] == i);
        CHECK(lines[i]["output"] == (out / ("mask_candidate_" + std::to_string(i) + ".png")).string());
        if (lines[i]["chosen"] != true) continue;
        ++chosen;
        CHECK((read_file(lines[i]["output"].get<std::string>()) == read_file(files.output)));
    }
    CHECK(chosen == 1);
    const auto without_files = run(tiny_engine(), *study, {click}, {}, options);
    CHECK(without_files.size() == 4);
    CHECK_FALSE(without_files[1].contains("output"));
}

TEST_CASE("a propagated object has one line, and its masks lie in the label map") {
    const VolumeStudy study(geometry(), plain_cylinder);
    StudyRunOptions options = run_options(ellipse_engine());
    options.segmentation.propagate = true;
    options.ahead = 2;
    StudyFiles files;
    files.output = study.folder() / "masks.nrrd";
    const auto lines = run(ellipse_engine(), *study, {box_object("liver", 2)}, files, options);
    REQUIRE(lines.size() == 1);
    CHECK(lines[0]["slices"] == nlohmann::json({0, 5}));
    const Volume labels = read_volume(files.output);
    CHECK(std::ranges::count(labels.grey, 1.0F) == lines[0]["voxels"]);
}

TEST_CASE("nothing that is there is replaced unless that is asked for") {
    const VolumeStudy study(geometry(), plain_cylinder);
    const StudyRunOptions options = run_options(ellipse_engine());
    const std::vector<GivenObject> given = {box_object("liver", 2), two_slices_object("left kidney")};
    for (const char* name : {"masks.nii.gz", "overlay_axial_1.png", "image_axial_3.png", "logits_liver.npy",
                             "logits_left_kidney_axial_3.npy"}) {
        const TemporaryFolder out;
        std::ofstream(out / name) << "x";
        StudyFiles files = all_files(out.path());
        CHECK_THAT(error_of(*study, given, files, options), contains(std::string(name) + ": exists already"));
        files.force = true;
        CHECK(error_of(*study, given, files, options).empty());
    }
    // Names that are not used may be there.
    const TemporaryFolder out;
    std::ofstream(out / "overlay.png") << "x";
    CHECK(error_of(*study, given, all_files(out.path()), options).empty());
    StudyRunOptions with_candidates = options;
    with_candidates.segmentation.all_candidates = true;
    std::ofstream(out / "masks_candidate_1.nii.gz") << "x";
    CHECK_THAT(error_of(*study, {box_object("liver", 2)}, {out / "masks.nii.gz", {}, {}, {}, false}, with_candidates),
               contains("masks_candidate_1.nii.gz: exists already"));
}

TEST_CASE("two results are never written to one file") {
    const VolumeStudy study(geometry(), plain_cylinder);
    const StudyRunOptions options = run_options(ellipse_engine());
    const TemporaryFolder out;
    const std::vector<GivenObject> same = {box_object("a b", 2), box_object("a_b", 2, 10)};
    StudyFiles files;
    files.output = out / "masks.nrrd";
    CHECK(error_of(*study, same, files, options).empty());  // one file holds both
    files.logits = out / "logits.npy";
    CHECK_THAT(error_of(*study, same, files, options), contains("logits_a_b.npy: two results"));
    CHECK_THAT(error_of(*study, {box_object("a", 2)}, {out / "a.png", out / "." / "a.png", {}, {}, false}, options),
               contains("a.png: two results"));
}

TEST_CASE("what the model does not take is refused before it is loaded") {
    const VolumeStudy study(geometry(), plain_cylinder);
    GivenObject later = box_object("liver", 2);
    later.rounds.resize(2);
    later.rounds[1].shapes = {given_point({22, 18, 0}, 1)};
    const StudyRunOptions options = run_options(ellipse_engine());
    CHECK_THAT(error_of(*study, {later}, {}, options), contains("takes no point prompts"));
    GivenObject masked = box_object("liver", 2);
    masked.rounds[0].mask = "mask.png";
    CHECK_THAT(error_of(*study, {masked}, {}, options), contains("takes no mask prompts"));
    CHECK_THAT(error_of(*study, {box_object("a", 2), box_object("b", 3)}, {"a.png", {}, {}, {}, false}, options),
               contains("a PNG holds one slice"));
}
