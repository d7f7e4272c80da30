// Pictures of what was segmented.
#include "catch.hpp"
#include "imis/formats/pictures.hpp"
#include "imis/segmentation/output_files.hpp"
#include "segmented_objects.hpp"

using namespace imis;

namespace {

constexpr SliceAxes picture_axes{0, 1, 2};

const VolumeStudy& small_study() {
    static const VolumeStudy study({{20, 10, 4}, {1, 2, 3}, {}, {{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}}},
                                   [](int i, int j, int k) { return 10 * i + j + k; });
    return study;
}

SegmentedObject object_on(int slice, const SliceAxes& axes = picture_axes) {
    const Size size = slice_size(small_study()->geometry(), axes);
    Mask mask = Mask::zeros(size);
    for (int x = 0; x < size.width / 2; ++x) mask.pixels[static_cast<std::size_t>(x)] = 1;
    SegmentedObject object = segmented_object("liver", axes, {{slice, mask}});
    // Prompts on a grid twice as large, up to its far edge.
    object.slices.at(slice).prompts = {
        {{2 * size.height, 2 * size.width},
         {{{2.0F * static_cast<float>(size.width) - 1, 3}, 1}, {{0, 0}, -1}},
         {},
         {}},
        {size, {}, Box{0, 0, static_cast<float>(size.width), static_cast<float>(size.height)}, {}}};
    return object;
}

}  // namespace

TEST_CASE("the saved slice is what the model was given") {
    for (const Plane plane : {Plane::axial, Plane::coronal}) {
        const SliceAxes axes = small_study()->axes({plane, {}});
        const auto file = small_study().folder() / "slice.png";
        write_slice_image(file, *small_study(), {axes, 2});
        const Image saved = read_image(file);
        const Image given = small_study()->image(axes, 2);
        CHECK(saved.size == given.size);
        CHECK(saved.rgb == given.rgb);
    }
    const DiscStudy picture;
    write_slice_image(picture.folder() / "slice.png", *picture, {picture_axes, 0});
    CHECK(read_image(picture.folder() / "slice.png").rgb == disc_image().rgb);
}

TEST_CASE("an overlay shows the slice magnified, with its masks and prompts") {
    const auto file = small_study().folder() / "overlay.png";
    const std::vector<SegmentedObject> objects = {object_on(2)};
    write_overlay(file, *small_study(), {picture_axes, 2}, objects);
    const Image drawn = read_image(file);
    CHECK(std::max(drawn.size.width, drawn.size.height) >= 768);
    // Pixels are twice as high as wide: the picture of 20 x 10 is a square.
    CHECK(drawn.size.height > 700);
    write_overlay(file, *small_study(), {picture_axes, 2}, {});
    CHECK(read_image(file).rgb != drawn.rgb);
}

TEST_CASE("an overlay shows nothing of objects on other slices, and the prompts of an empty mask") {
    const auto file = small_study().folder() / "others.png";
    const SliceAxes coronal = small_study()->axes({Plane::coronal, {}});
    const auto drawn = [&](const SegmentedObject& object) {
        const std::vector<SegmentedObject> objects = {object};
        write_overlay(file, *small_study(), {picture_axes, 2}, objects);
        return read_image(file).rgb;
    };
    const auto bare = drawn({"liver", picture_axes, {}, {}});
    CHECK(drawn(object_on(3)) == bare);
    CHECK(drawn(object_on(2, coronal)) == bare);
    SegmentedObject empty = object_on(2);
    empty.slices.at(2).best.mask = Mask::zeros({10, 20});
    CHECK(drawn(empty) != bare);
    CHECK(drawn(empty) != drawn(object_on(2)));
}

TEST_CASE("pictures that can't be written are named") {
    CHECK_THROWS_WITH(write_overlay("/proc/imis/a.png", *small_study(), {picture_axes, 2}, {}), contains("/proc/imis"));
    CHECK_THROWS_WITH(write_slice_image("/proc/imis/a.png", *small_study(), {picture_axes, 2}), contains("/proc/imis"));
}
