// What is opened, and how its slices are named and shown.
#include "imis/segmentation/study.hpp"

#include <algorithm>

#include <opencv2/imgcodecs.hpp>

#include "captured_stderr.hpp"
#include "catch.hpp"
#include "imis/base/error.hpp"
#include "imis/formats/pictures.hpp"
#include "studies.hpp"
#include "test_data.hpp"

using namespace imis;

namespace {

VolumeGeometry geometry_of(std::array<int, 3> size) {
    return {size, {1, 2, 3}, {}, {{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}}};
}

int ramp(int i, int j, int k) {
    return 10 * i + 3 * j + k;
}

StudyOptions windowed(const std::string& words) {
    StudyOptions options;
    options.window = parse_window(words);
    return options;
}

int grey(const Image& image, int x, int y) {
    return image.rgb[3 * static_cast<std::size_t>(y * image.size.width + x)];
}

}  // namespace

TEST_CASE("words name a plane or a slice of it") {
    CHECK(parse_slice("axial", "--slice").plane == Plane::axial);
    CHECK_FALSE(parse_slice("coronal", "--slice").index);
    const SliceRequest request = parse_slice("sagittal:57", "--slice");
    CHECK(request.plane == Plane::sagittal);
    CHECK(request.index == 57);
    for (const char* words :
         {"", "57", ":57", "axial:", "axial:x", "axial:5 ", "axial:5.5", "Axial:5", "axial:5:6", "axial:99999999999"}) {
        CAPTURE(words);
        CHECK_THROWS_AS(parse_slice(words, "--slice"), UsageError);
        CHECK_THROWS_WITH(parse_slice(words, "--slice"), contains("--slice '") && contains("axial, coronal, sagittal"));
    }
}

TEST_CASE("a picture is opened as evaluate reads it") {
    const std::string name = GENERATE("grey16.png", "palette.png", "oriented.jpg", "rgb.tiff");
    CAPTURE(name);
    const auto file = fixture("images/" + name);
    const Study study(file, {});
    const Image image = read_image(file);
    CHECK_FALSE(study.has_slices());
    CHECK_FALSE(study.physical());
    CHECK(study.dicom_files().empty());
    CHECK(study.geometry().size == std::array<int, 3>{image.size.width, image.size.height, 1});
    CHECK(study.image(study.axes({}), 0).rgb == image.rgb);
}

TEST_CASE("the pages of a TIFF are slices") {
    const TemporaryFolder folder;
    std::vector<cv::Mat> pages;
    for (int page = 0; page < 3; ++page) {
        pages.push_back(cv::Mat(4, 5, CV_8UC1, cv::Scalar(0)));
        pages.back().at<std::uint8_t>(1, 2 + page) = 200;
    }
    REQUIRE(cv::imwritemulti((folder / "a.tiff").string(), pages));
    const Study study(folder / "a.tiff", {});
    CHECK(study.geometry().size == std::array{5, 4, 3});
    CHECK(study.has_slices());
    CHECK_FALSE(study.physical());
    for (int page = 0; page < 3; ++page) {
        const Image image = study.image(study.axes({}), page);
        CHECK(grey(image, 2 + page, 1) == 255);
        CHECK(std::ranges::count(image.rgb, 255) == 3);
    }
}

TEST_CASE("a picture that leaves most of its 16 bits unused is warned of, unless a window is given") {
    const TemporaryFolder folder;
    const auto said_of = [&](int brightest, const StudyOptions& options) {
        cv::Mat picture(4, 5, CV_16UC1, cv::Scalar(100));
        picture.at<std::uint16_t>(1, 2) = static_cast<std::uint16_t>(brightest);
        REQUIRE(cv::imwrite((folder / "a.png").string(), picture));
        return captured_stderr([&] { const Study study(folder / "a.png", options); });
    };
    CHECK_THAT(said_of(4095, {}),
               contains("warning") && contains("a.png") && contains("the window 'percentiles' spreads them"));
    CHECK(said_of(4095, windowed("percentiles")) == "");
    CHECK(said_of(40000, {}) == "");
}

TEST_CASE("a window uses the full depth of a picture") {
    const auto file = fixture("images/grey16.png");
    const Study study(file, windowed("percentiles"));
    CHECK_FALSE(study.physical());
    CHECK_FALSE(study.has_slices());
    const Image image = study.image(study.axes({}), 0);
    CHECK(image.size == read_image(file).size);
    const auto [least, most] = std::ranges::minmax(image.rgb);
    CHECK(least == 0);
    CHECK(most == 255);
}

TEST_CASE("every kind of picture goes through a window, at the size that it has otherwise") {
    for (const char* name :
         {"colour.jpg", "grey.jpg", "grey1.png", "grey16.png", "grey8.png", "oriented.jpg", "palette.png",
          "palette_transparent.png", "rgb.bmp", "rgb.tiff", "rgb8.png", "rgba8.png"}) {
        CAPTURE(name);
        const auto file = fixture("images/" + std::string(name));
        const Study study(file, windowed("0,100"));
        CHECK(study.image(study.axes({}), 0).size == read_image(file).size);
    }
}

TEST_CASE("grey values of a volume go through percentiles or the window") {
    const VolumeStudy study(geometry_of({9, 8, 7}), ramp);
    const Image image = study->image(study->axes({}), 6);
    CHECK(image.size == Size{8, 9});
    CHECK(grey(image, 8, 7) == 255);
    CHECK(grey(study->image(study->axes({}), 0), 0, 0) == 0);

    const Study narrow(study->input(), windowed("50,40"));
    const Image slice = narrow.image(narrow.axes({}), 0);
    CHECK(grey(slice, 3, 0) == 0);                      // 30
    CHECK(grey(slice, 5, 0) == Approx(128).margin(1));  // 50
    CHECK(grey(slice, 7, 0) == 255);                    // 70
    CHECK(Study(study->input(), windowed("lung")).geometry() == study->geometry());
    CHECK_THROWS_AS(Study(study->input(), windowed("dicom")), UsageError);
    CHECK_THROWS_WITH(Study(study->input(), windowed("dicom")), contains("volume.nrrd names no window"));
}

TEST_CASE("slices lie across the asked-for plane, the axis with one voxel, or axial") {
    const VolumeStudy deep(geometry_of({9, 8, 7}), ramp);
    CHECK(deep->axes({}) == SliceAxes{0, 1, 2});
    CHECK(deep->axes({Plane::coronal, {}}) == SliceAxes{0, 2, 1});
    CHECK(deep->axes({Plane::sagittal, 3}) == SliceAxes{1, 2, 0});
    CHECK(deep->has_slices());
    CHECK(deep->physical());
    const VolumeStudy coronal(geometry_of({9, 1, 7}), ramp);
    CHECK(coronal->axes({}) == SliceAxes{0, 2, 1});
    const VolumeStudy sagittal(geometry_of({1, 8, 7}), ramp);
    CHECK(sagittal->axes({}) == SliceAxes{1, 2, 0});
    CHECK(sagittal->axes({Plane::axial, {}}) == SliceAxes{0, 1, 2});
}

TEST_CASE("slices are named by plane and index") {
    const VolumeStudy study(geometry_of({9, 8, 7}), ramp);
    CHECK(study->slice_name({0, 1, 2}, 5) == "axial:5");
    CHECK(study->slice_name({0, 2, 1}, 0) == "coronal:0");
    CHECK(study->slice_name({1, 2, 0}, 8) == "sagittal:8");
    CHECK_NOTHROW(study->check_slice({0, 1, 2}, 6));
    CHECK_THROWS_AS(study->check_slice({0, 1, 2}, 7), UsageError);
    CHECK_THROWS_WITH(study->check_slice({0, 1, 2}, -1), contains("axial:-1") && contains("7 such slices, 0 to 6"));
    CHECK_THROWS_WITH(study->image({0, 1, 2}, 7), contains("7"));
    const VolumeStudy flat(geometry_of({9, 8, 1}), ramp);
    CHECK_THROWS_WITH(flat->check_slice({0, 1, 2}, 1), contains("axial:1") && contains("has one such slice, 0"));
}

TEST_CASE("a picture has one slice, and none of other planes") {
    const DiscStudy picture;
    CHECK(picture->axes({Plane::axial, 0}) == SliceAxes{0, 1, 2});
    CHECK_THROWS_AS(picture->axes({Plane::coronal, 3}), UsageError);
    CHECK_THROWS_WITH(picture->axes({Plane::sagittal, {}}), contains("disc.png") && contains("picture"));
    CHECK_THROWS_AS(picture->check_slice(picture->axes({}), 1), UsageError);
    CHECK_THROWS_AS(picture->image(picture->axes({}), 1), Error);
    const Study deep(picture->input(), windowed("percentiles"));
    CHECK_THROWS_AS(deep.axes({Plane::coronal, 3}), UsageError);
}

TEST_CASE("a volume is shown as radiologists look at it, a picture as it is") {
    const VolumeStudy study(geometry_of({9, 8, 7}), ramp);
    CHECK(study->turn(study->axes({Plane::coronal, {}})).flip_y);
    const DiscStudy picture;
    const DisplayTurn turn = picture->turn(picture->axes({}));
    CHECK_FALSE((turn.transpose || turn.flip_x || turn.flip_y));
    CHECK(turn.left.empty());
}

TEST_CASE("what is not there or no image is refused by name") {
    const TemporaryFolder folder;
    CHECK_THROWS_WITH(Study(folder / "absent.png", {}), contains("absent.png"));
    CHECK_THROWS_WITH(Study(folder.path(), {}), contains(folder.path().string()));
    const DiscStudy picture;
    StudyOptions options;
    options.choice.frame = 4;
    CHECK_THROWS_AS(Study(picture->input(), options), Error);
}

TEST_CASE("slices of a CT are what the volume holds", "[real-data]") {
    const auto folder = test_data("volumes/ct");
    if (!folder) return;
    const Study study(*folder / "image.nii.gz", windowed("soft-tissue"));
    CHECK(study.physical());
    for (const Plane plane : {Plane::axial, Plane::coronal, Plane::sagittal}) {
        const SliceAxes axes = study.axes({plane, {}});
        const int middle = slice_count(study.geometry(), axes) / 2;
        const Image image = study.image(axes, middle);
        CHECK(image.size == slice_size(study.geometry(), axes));
        const auto [least, most] = std::ranges::minmax(image.rgb);
        CHECK(least == 0);
        CHECK(most > 150);
    }
}
