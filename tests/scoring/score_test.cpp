// Scores of files and folders.
#include "imis/scoring/score.hpp"

#include <cmath>
#include <fstream>

#include "catch.hpp"
#include "imis/base/error.hpp"
#include "imis/base/temporary_folder.hpp"
#include "imis/formats/pictures.hpp"
#include "imis/formats/volumes.hpp"

using Catch::Matchers::Contains;
using namespace imis;

namespace {

namespace fs = std::filesystem;

constexpr Size size{1, 4};

void write(const fs::path& file, const std::vector<std::uint8_t>& labels) {
    write_label_png(file, {size, labels});
}

// A predictions' and a truths' folder.
struct Folders {
    TemporaryFolder folder;
    fs::path prediction = folder.path() / "prediction";
    fs::path truth = folder.path() / "truth";

    [[nodiscard]] ScoreOptions options(const std::string& metrics = "dice") const {
        ScoreOptions options;
        options.prediction = prediction;
        options.truth = truth;
        options.metrics = metrics;
        return options;
    }

    [[nodiscard]] ScoreReport score(const std::string& metrics = "dice") const { return score_files(options(metrics)); }
};

}  // namespace

TEST_CASE("every label of either file is an object") {
    const Folders files;
    write(files.prediction, {1, 1, 0, 3});
    write(files.truth, {1, 0, 2, 0});
    const ScoreReport report = files.score();
    REQUIRE(report.objects.size() == 3);
    CHECK(report.objects[0].values.front() == Approx(2.0 / 3));
    CHECK(report.objects[1].label == 2);
    CHECK(report.objects[1].values.front() == 0);
    CHECK(report.empty_predictions == 1);
    CHECK(report.unexpected == 1);
    CHECK(report.means.front().object_mean == Approx(2.0 / 9));
}

TEST_CASE("files with one object each may number it differently") {
    const Folders files;
    write_mask_png(files.prediction, {size, {1, 1, 0, 0}});  // 255
    write(files.truth, {1, 0, 0, 0});
    CHECK(files.score().objects.front().values.front() == Approx(2.0 / 3));
    write(files.truth, {1, 2, 0, 0});
    CHECK(files.score().objects.size() == 3);
    ScoreOptions binary = files.options();
    binary.binary = true;
    CHECK(score_files(binary).objects.front().values.front() == Approx(1.0));
    binary.binary = false;
    binary.labels = {1};
    CHECK(score_files(binary).objects.size() == 1);
    binary.labels = {9};
    CHECK_THROWS_WITH(score_files(binary), Contains("none of the labels asked for occurs"));
}

TEST_CASE("a file with one object keeps its label where other files of the folder have others") {
    const Folders files;
    write(files.prediction / "1.png", {1, 2, 0, 0});
    write(files.truth / "1.png", {1, 2, 0, 0});
    write(files.prediction / "2.png", {0, 0, 2, 0});  // the spleen, where the liver is
    write(files.truth / "2.png", {0, 0, 1, 0});
    write(files.prediction / "3.png", {0, 2, 0, 0});
    write(files.truth / "3.png", {0, 2, 0, 0});
    const ScoreReport report = files.score();
    REQUIRE(report.objects.size() == 5);
    CHECK(report.objects[2].label == 1);
    CHECK(report.objects[2].values.front() == 0);
    CHECK(report.objects[3].label == 2);
    CHECK(report.objects[3].values.front() == 0);
    CHECK(report.objects[4].label == 2);
    CHECK(report.objects[4].values.front() == Approx(1.0));
}

TEST_CASE("folders of one object each may number it differently, empty files too") {
    const Folders files;
    write(files.prediction / "1.png", {0, 0, 0, 0});
    write(files.truth / "1.png", {1, 0, 0, 0});
    write_mask_png(files.prediction / "2.png", {size, {1, 1, 0, 0}});  // 255
    write(files.truth / "2.png", {1, 1, 0, 0});
    const ScoreReport report = files.score();
    REQUIRE(report.objects.size() == 2);
    CHECK(report.objects[1].label == 1);
    CHECK(report.objects[1].values.front() == Approx(1.0));
    CHECK(report.empty_predictions == 1);
}

TEST_CASE("folders are paired by name, whatever the ending, and every truth needs a prediction") {
    const Folders files;
    write(files.prediction / "a" / "1.png", {1, 1, 0, 0});
    write(files.prediction / "2.png", {0, 0, 0, 0});
    write(files.prediction / "extra.png", {1, 0, 0, 0});
    write(files.truth / "a" / "1.png", {1, 1, 0, 0});
    write(files.truth / "2.png", {0, 2, 0, 2});
    const ScoreReport report = files.score("dice,hd95");
    CHECK(report.images == 2);
    CHECK(report.unpaired == std::vector<std::string>{"extra"});
    CHECK(report.objects[0].name == "2");
    CHECK(report.objects[0].values[1] == Approx(std::sqrt(17.0)));  // the diagonal: nothing is predicted
    CHECK(report.objects[1].name == "a/1");
    CHECK(report.means[0].image_mean == Approx(0.5));

    write(files.truth / "3.png", {1, 0, 0, 0});
    CHECK_THROWS_WITH(files.score(), Contains("3.png: has no prediction"));
    fs::remove(files.truth / "3.png");
    fs::copy_file(files.truth / "2.png", files.truth / "2.bmp");
    CHECK_THROWS_WITH(files.score(), Contains("has the same name"));
}

TEST_CASE("what has no value is left out of means where that is asked for, and counted") {
    const Folders files;
    write(files.prediction, {1, 1, 0, 0});
    write(files.truth, {1, 0, 2, 0});
    ScoreOptions options = files.options("dice,hd");
    options.empty = EmptyRule::skip;
    const ScoreReport skipped = score_files(options);
    CHECK(skipped.means[1].object_mean == 1);
    CHECK(skipped.means[1].left_out == 1);
    CHECK(skipped.means[0].left_out == 0);
    options.empty = EmptyRule::nan;
    CHECK(std::isnan(score_files(options).means[1].object_mean));
}

TEST_CASE("spacing makes lengths millimetres") {
    const Folders files;
    write(files.prediction, {1, 0, 0, 0});
    write(files.truth, {0, 0, 1, 0});
    ScoreOptions options = files.options("hd,nsd");
    CHECK(score_files(options).objects.front().values == std::vector<double>{2, 1});
    options.spacing = {1, 2.5};
    const ScoreReport report = score_files(options);
    CHECK(report.unit == LengthUnit::millimetre);
    CHECK(heading(report.metrics.front()) == "HD (mm)");
    CHECK(report.objects.front().values == std::vector<double>{5, 0});
    options.nsd_tolerance = Length{2, LengthUnit::pixel};
    CHECK(score_files(options).objects.front().values == std::vector<double>{5, 1});
    options.spacing = {1, 2, 3};
    CHECK_THROWS_AS(score_files(options), UsageError);
    options.spacing = {1, 0};
    CHECK_THROWS_AS(score_files(options), UsageError);
    options.spacing.clear();
    options.nsd_tolerance = Length{2, LengthUnit::millimetre};
    CHECK_THROWS_AS(score_files(options), UsageError);
}

TEST_CASE("volumes must have one size and place") {
    const TemporaryFolder folder;
    LabelVolume volume;
    volume.geometry.size = {2, 2, 2};
    volume.labels = {1, 1, 0, 0, 0, 0, 0, 0};
    ScoreOptions options;
    options.truth = folder.path() / "truth.nii.gz";
    options.prediction = folder.path() / "prediction.nrrd";
    options.metrics = "dice";
    write_label_volume(options.truth, volume);
    write_label_volume(options.prediction, volume);
    CHECK(score_files(options).objects.front().values.front() == Approx(1.0));
    volume.geometry.origin = {0.5, 0, 0};
    write_label_volume(options.prediction, volume);
    CHECK_THROWS_WITH(score_files(options), Contains("lie elsewhere"));
    options.ignore_place = true;
    CHECK(score_files(options).objects.front().values.front() == Approx(1.0));
    volume.geometry.size = {4, 2, 1};
    write_label_volume(options.prediction, volume);
    CHECK_THROWS_WITH(score_files(options), Contains("1 x 2 x 4 elements"));
}

TEST_CASE("files and folders that can't be compared are named") {
    const Folders files;
    CHECK_THROWS_WITH(files.score(), Contains("prediction: is missing"));
    fs::create_directories(files.prediction);
    fs::create_directories(files.truth);
    CHECK_THROWS_WITH(files.score(), Contains("holds no label maps"));
    CHECK_THROWS_WITH(files.score("dise"), Contains("metric 'dise' is not known"));
    std::ofstream(files.truth / "a.png") << "no picture";
    write(files.prediction / "a.png", {0, 0, 0, 1});
    CHECK_THROWS_AS(files.score(), ItemError);
}
