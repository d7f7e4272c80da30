// Masks to start from: logits, pictures and label maps.
#include <ATen/ATen.h>

#include "catch.hpp"
#include "imis/base/error.hpp"
#include "imis/base/files.hpp"
#include "imis/base/npy.hpp"
#include "imis/formats/pictures.hpp"
#include "imis/segmentation/object_answer.hpp"
#include "studies.hpp"

using namespace imis;

namespace {

Mask square_mask(Size size, int x0, int y0, int side) {
    Mask mask = Mask::zeros(size);
    for (int y = y0; y < y0 + side; ++y) {
        for (int x = x0; x < x0 + side; ++x) mask.pixels[static_cast<std::size_t>(y * size.width + x)] = 1;
    }
    return mask;
}

constexpr Size picture_size{90, 120};

// Start logits of a file on the picture of a disc, and the prompt that stands for them.
class DiscStart {
public:
    at::Tensor read(const std::string& name, Prompt& first) const {
        return read_start_mask(study.folder() / name, tiny_engine(), *study, study->axes({}), 0, first);
    }
    at::Tensor read(const std::string& name) const {
        Prompt first;
        return read(name, first);
    }
    DiscStudy study;
};

VolumeGeometry small_geometry() {
    return {{20, 16, 5}, {2, 2, 4}, {10, 20, 30}, {{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}}};
}

// A 16-bit PGM-like picture: grey, the same small label in the square.
void write_deep_picture(const std::filesystem::path& file) {
    // TIFF, little-endian: one strip of 120 x 90 16-bit values.
    const Mask mask = square_mask(picture_size, 40, 20, 30);
    std::string bytes("II\x2a\x00\x08\x00\x00\x00", 8);
    const auto add = [&](std::uint32_t value, int count) {
        for (int i = 0; i < count; ++i) bytes.push_back(static_cast<char>((value >> (8 * i)) & 0xff));
    };
    const std::vector<std::array<std::uint32_t, 3>> entries = {
        {256, 3, 120}, {257, 3, 90}, {258, 3, 16},          {259, 3, 1}, {262, 3, 1}, {273, 4, 8 + 2 + 9 * 12 + 4},
        {277, 3, 1},   {278, 3, 90}, {279, 4, 120 * 90 * 2}};
    add(static_cast<std::uint32_t>(entries.size()), 2);
    for (const auto& [tag, type, value] : entries) {
        add(tag, 2);
        add(type, 2);
        add(1, 4);
        add(value, 4);
    }
    add(0, 4);
    for (const std::uint8_t pixel : mask.pixels) add(pixel, 2);
    write_file_atomically(file, bytes);
}

}  // namespace

TEST_CASE("a picture of the slice's size is a mask to start from") {
    const DiscStart start;
    const Mask square = square_mask(picture_size, 40, 20, 30);
    write_mask_png(start.study.folder() / "mask.png", square);
    LabelImage labels{picture_size, square.pixels};
    for (auto& label : labels.labels) label = static_cast<std::uint8_t>(label * 7);
    write_label_png(start.study.folder() / "labels.png", labels);
    write_deep_picture(start.study.folder() / "deep.tiff");
    const at::Tensor expected = start_logits(tiny_engine().manifest(), square);
    for (const char* name : {"mask.png", "labels.png", "deep.tiff"}) {
        CAPTURE(name);
        Prompt first;
        CHECK(at::equal(start.read(name, first), expected));
        CHECK(first.box == Box{40, 20, 69, 49});
        CHECK(first.grid == picture_size);
    }
}

TEST_CASE("a mask beside other prompts adds none") {
    const DiscStart start;
    write_mask_png(start.study.folder() / "mask.png", square_mask(picture_size, 40, 20, 30));
    Prompt first{picture_size, {{{50, 30}, 1}}, {}, {}};
    (void)start.read("mask.png", first);
    CHECK_FALSE(first.box);
    CHECK(first.points.size() == 1);
}

TEST_CASE("a model without boxes gets a click at the mask's deepest pixel") {
    Manifest manifest = tiny_engine().manifest();
    Mask mask = square_mask(picture_size, 40, 20, 5);
    for (int x = 45; x < 60; ++x) mask.pixels[static_cast<std::size_t>(22 * 120 + x)] = 1;
    CHECK(prompt_from_mask(manifest, mask).box == Box{40, 20, 59, 24});
    manifest.prompts = {PromptKind::point};
    const Prompt prompt = prompt_from_mask(manifest, mask);
    CHECK_FALSE(prompt.box);
    REQUIRE(prompt.points.size() == 1);
    CHECK(prompt.points[0].at == Point{42, 22});
    CHECK(prompt.points[0].label == 1);
    CHECK(prompt.grid == picture_size);
}

TEST_CASE("logits in a .npy file are taken as they are") {
    const DiscStart start;
    std::vector<float> logits(256 * 256, -3);
    for (std::size_t y = 64; y < 128; ++y) std::fill_n(logits.begin() + static_cast<long>(y * 256 + 128), 64, 4.0F);
    write_npy(start.study.folder() / "two.npy", logits, {256, 256});
    write_npy(start.study.folder() / "three.npy", logits, {1, 256, 256});
    for (const char* name : {"two.npy", "three.npy"}) {
        Prompt first;
        const at::Tensor read = start.read(name, first);
        CHECK(at::equal(read, at::tensor(logits).view({256, 256})));
        REQUIRE(first.box);
        CHECK(first.box->x0 == Approx(60).margin(1));
        CHECK(first.box->y1 == Approx(44).margin(1));
    }
    write_npy(start.study.folder() / "small.npy", std::vector<float>(16, 1), {4, 4});
    CHECK_THROWS_WITH(start.read("small.npy"), contains("small.npy") && contains("256 x 256"));
    write_npy(start.study.folder() / "two_masks.npy", std::vector<float>(2UL * 256 * 256, 1), {2, 256, 256});
    CHECK_THROWS_WITH(start.read("two_masks.npy"), contains("256 x 256"));
    logits[5] = std::nanf("");
    write_npy(start.study.folder() / "nan.npy", logits, {256, 256});
    CHECK_THROWS_WITH(start.read("nan.npy"), contains("nan.npy: holds NaN"));
    write_npy(start.study.folder() / "empty.npy", std::vector<float>(256 * 256, -1), {256, 256});
    CHECK_THROWS_WITH(start.read("empty.npy"), contains("holds no foreground"));
}

TEST_CASE("masks that do not fit are refused by name") {
    const DiscStart start;
    write_mask_png(start.study.folder() / "small.png", square_mask({50, 60}, 1, 1, 9));
    CHECK_THROWS_WITH(start.read("small.png"),
                      contains("small.png: has 60 x 50 pixels") && contains("disc.png has 120 x 90"));
    write_mask_png(start.study.folder() / "empty.png", Mask::zeros(picture_size));
    CHECK_THROWS_WITH(start.read("empty.png"), contains("empty.png: holds no foreground"));
    CHECK_THROWS_WITH(start.read("absent.png"), contains("absent.png"));
    CHECK_THROWS_WITH(start.read("absent.npy"), contains("absent.npy"));
}

TEST_CASE("a model that takes no mask says so") {
    const DiscStart start;
    write_mask_png(start.study.folder() / "mask.png", square_mask(picture_size, 40, 20, 30));
    Prompt first;
    CHECK_THROWS_AS(read_start_mask(start.study.folder() / "mask.png", ellipse_engine(), *start.study,
                                    start.study->axes({}), 0, first),
                    UsageError);
}

TEST_CASE("of a label map the slice is taken that is prompted, in every plane") {
    const VolumeStudy study(small_geometry(), [](int i, int j, int k) { return i + j + k; });
    const auto inside = [](int i, int j, int k) { return i >= 4 && i < 9 && j >= 6 && j < 13 && k >= 1 && k < 4; };
    write_grey_volume(study.folder() / "labels.nii.gz", small_geometry(),
                      [&](int i, int j, int k) { return inside(i, j, k) ? 3 : 0; });
    const auto box_on = [&](Plane plane, int slice) {
        Prompt first;
        (void)read_start_mask(study.folder() / "labels.nii.gz", tiny_engine(), *study, study->axes({plane, {}}), slice,
                              first);
        return first.box;
    };
    CHECK(box_on(Plane::axial, 2) == Box{4, 6, 8, 12});
    CHECK(box_on(Plane::coronal, 7) == Box{4, 1, 8, 3});
    CHECK(box_on(Plane::sagittal, 5) == Box{6, 1, 12, 3});
    CHECK_THROWS_WITH(box_on(Plane::axial, 4), contains("holds no foreground to start from on this slice"));
}

TEST_CASE("a label map on another grid is refused") {
    const VolumeStudy study(small_geometry(), [](int i, int, int) { return i; });
    const auto read = [&](const VolumeGeometry& geometry) {
        write_grey_volume(study.folder() / "labels.nii.gz", geometry, [](int, int, int) { return 1; });
        Prompt first;
        return read_start_mask(study.folder() / "labels.nii.gz", tiny_engine(), *study, study->axes({}), 2, first);
    };
    CHECK_NOTHROW(read(small_geometry()));
    VolumeGeometry other = small_geometry();
    other.size = {20, 16, 4};
    CHECK_THROWS_WITH(read(other), contains("must be a label map of 20 x 16 x 5 voxels"));
    VolumeGeometry nearly = small_geometry();
    nearly.origin[1] += 0.4;  // as files round
    CHECK_NOTHROW(read(nearly));
    VolumeGeometry flipped = small_geometry();
    flipped.axes[0] = {-1, 0, 0};
    flipped.origin[0] += 38;
    CHECK_THROWS_WITH(read(flipped), contains("labels.nii.gz: lies elsewhere in the patient"));
}
