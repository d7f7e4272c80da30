// Objects on the slices they are prompted on, and their way through the neighbours.
#include "imis/segmentation/segmentation.hpp"

#include <algorithm>
#include <cmath>

#include <ATen/ATen.h>

#include "catch.hpp"
#include "drawn_mask.hpp"
#include "grey_shift.hpp"
#include "imis/base/error.hpp"
#include "imis/formats/volumes.hpp"
#include "imis/metrics/overlap.hpp"
#include "studies.hpp"
#include "test_data.hpp"

using namespace imis;

namespace {

constexpr std::array<int, 3> volume_size{48, 40, 14};

// A bright cylinder along k, from slice 3 to 10, on dark ground; a little texture, so that grey values deviate.
bool in_cylinder(int i, int j, int k) {
    return std::hypot(i - 22, j - 18) <= 10 && k >= 3 && k <= 10;
}

int cylinder(int i, int j, int k) {
    return (in_cylinder(i, j, k) ? 200 : 40) + (i * 7 + j * 13 + k * 5) % 10;
}

const Study& cylinder_study() {
    static const VolumeStudy study({volume_size, {1, 1, 2}, {}, {{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}}}, cylinder);
    return *study;
}

Box cylinder_box() {
    return {12, 8, 32, 28};
}

PlacedObject boxes_on(const Study& study, Plane plane, const std::map<int, Box>& boxes) {
    PlacedObject object;
    object.name = "cylinder";
    object.axes = study.axes({plane, {}});
    for (const auto& [slice, box] : boxes) {
        object.slices[slice] = {{slice_size(study.geometry(), object.axes), {}, box, {}}};
    }
    return object;
}

SegmentationOptions options_of(const Engine& engine, bool propagate = true) {
    SegmentationOptions options;
    options.protocol = make_protocol(engine.manifest(), {});
    options.propagate = propagate;
    return options;
}

SegmentedObject segment(const Engine& engine, const PlacedObject& object, const SegmentationOptions& options,
                        int ahead = 1) {
    SliceEmbeddings embeddings(engine, cylinder_study(), object.axes, ahead);
    return segment_study(engine, cylinder_study(), embeddings, object, options);
}

std::pair<int, int> reach(const SegmentedObject& object) {
    CHECK(static_cast<int>(object.slices.size()) == object.slices.rbegin()->first - object.slices.begin()->first + 1);
    return {object.slices.begin()->first, object.slices.rbegin()->first};
}

Mask cylinder_slice(const SliceAxes& axes, int slice) {
    const Size size = slice_size(cylinder_study().geometry(), axes);
    Mask mask = Mask::zeros(size);
    for (int y = 0; y < size.height; ++y) {
        for (int x = 0; x < size.width; ++x) {
            const auto [i, j, k] = voxel_of(axes, slice, x, y);
            mask.pixels[static_cast<std::size_t>(y * size.width + x)] = in_cylinder(i, j, k) ? 1 : 0;
        }
    }
    return mask;
}

}  // namespace

TEST_CASE("without propagation only the prompted slices are segmented") {
    const PlacedObject object = boxes_on(cylinder_study(), Plane::axial, {{4, cylinder_box()}, {8, cylinder_box()}});
    const SegmentedObject result = segment(ellipse_engine(), object, options_of(ellipse_engine(), false));
    CHECK(result.name == "cylinder");
    CHECK(result.axes == object.axes);
    CHECK(result.prompted == std::vector<int>{4, 8});
    REQUIRE(result.slices.size() == 2);
    CHECK(result.slices.at(4).prompts.at(0).box == cylinder_box());
    CHECK(result.slices.at(8).encode_seconds > 0);
}

TEST_CASE("a mask goes on to the neighbours until the object ends") {
    const PlacedObject object = boxes_on(cylinder_study(), Plane::axial, {{6, cylinder_box()}});
    const SegmentedObject result = segment(ellipse_engine(), object, options_of(ellipse_engine()));
    CHECK(reach(result) == std::pair{3, 10});
    CHECK(result.prompted == std::vector<int>{6});
    for (const auto& [slice, answer] : result.slices) {
        CAPTURE(slice);
        // An ellipse is a little smaller than the box that it is drawn in, so it shrinks from slice to slice.
        CHECK(dice(overlap(answer.best.mask, cylinder_slice(object.axes, slice))) > (slice == 6 ? 0.95 : 0.7));
        CHECK(answer.prompts.empty() == (slice != 6));
        CHECK(answer.best.low_res.defined() == (slice == 6));  // logits of neighbours are not kept
    }
}

TEST_CASE("without a limit on the shift of grey values a sweep goes to the volume's ends") {
    const PlacedObject object = boxes_on(cylinder_study(), Plane::axial, {{6, cylinder_box()}});
    SegmentationOptions options = options_of(ellipse_engine());
    options.max_shift = 0;
    CHECK(reach(segment(ellipse_engine(), object, options)) == std::pair{0, 13});
    options.min_iou = 0.99;  // the ellipse's predicted IoU is 0.5
    CHECK(reach(segment(ellipse_engine(), object, options)) == std::pair{6, 6});
}

TEST_CASE("grey values that drift away slowly end a sweep too: the prompted slice is what counts") {
    // Along k the cylinder loses 12 grey values a slice. A shift counts in 16 grey values: three slices are 2.25.
    const VolumeStudy fading({volume_size, {1, 1, 2}, {}, {{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}}},
                             [](int i, int j, int k) {
                                 return std::hypot(i - 22, j - 18) <= 11 ? 240 - 12 * k : i == 0 ? 255 : 0;
                             });
    const PlacedObject object = boxes_on(*fading, Plane::axial, {{5, cylinder_box()}});
    SliceEmbeddings embeddings(ellipse_engine(), *fading, object.axes);
    SegmentationOptions options = options_of(ellipse_engine());
    options.max_shift = 1.9;
    const SegmentedObject result = segment_study(ellipse_engine(), *fading, embeddings, object, options);
    CHECK(reach(result) == std::pair{3, 7});
}

TEST_CASE("propagation stays within the limits of a region") {
    PlacedObject object = boxes_on(cylinder_study(), Plane::axial, {{6, cylinder_box()}});
    object.limits = {5, 9};
    SegmentationOptions options = options_of(ellipse_engine());
    options.max_shift = 0;
    CHECK(reach(segment(ellipse_engine(), object, options)) == std::pair{5, 9});
}

TEST_CASE("sweeps from two prompted slices meet in the middle") {
    const PlacedObject object = boxes_on(cylinder_study(), Plane::axial, {{4, {16, 12, 26, 22}}, {9, cylinder_box()}});
    SegmentationOptions options = options_of(ellipse_engine());
    options.max_shift = 0;
    const SegmentedObject result = segment(ellipse_engine(), object, options);
    CHECK(reach(result) == std::pair{0, 13});
    CHECK(result.prompted == std::vector<int>{4, 9});
    for (const auto& [slice, answer] : result.slices) {
        CAPTURE(slice);
        CHECK((area(answer.best.mask) < 150) == (slice <= 6));
    }
    // Neighbours that are both prompted leave nothing between them.
    const SegmentedObject beside =
        segment(ellipse_engine(), boxes_on(cylinder_study(), Plane::axial, {{5, cylinder_box()}, {6, cylinder_box()}}),
                options_of(ellipse_engine()));
    CHECK(reach(beside) == std::pair{3, 10});
}

TEST_CASE("masks go on in every plane") {
    const auto reach_in = [](Plane plane, int slice, const Box& box) {
        const PlacedObject object = boxes_on(cylinder_study(), plane, {{slice, box}});
        const SegmentedObject result = segment(tiny_engine(), object, options_of(tiny_engine()));
        const Mask& mask = result.slices.at(slice).best.mask;
        CHECK(dice(overlap(mask, cylinder_slice(object.axes, slice))) > 0.8);
        return reach(result);
    };
    // From the cylinder's middle towards where it ends: the model loses the narrow sections near its sides.
    const auto [front, back] = reach_in(Plane::coronal, 18, {12, 3, 32, 10});
    CHECK(front >= 8);
    CHECK(front <= 14);
    CHECK(back >= 22);
    CHECK(back <= 28);
    const auto [left, right] = reach_in(Plane::sagittal, 22, {8, 3, 28, 10});
    CHECK(left >= 12);
    CHECK(left <= 18);
    CHECK(right >= 26);
    CHECK(right <= 32);
}

TEST_CASE("a model that takes masks is led by its neighbours' logits") {
    const PlacedObject object = boxes_on(cylinder_study(), Plane::axial, {{6, cylinder_box()}});
    const SegmentedObject result = segment(tiny_engine(), object, options_of(tiny_engine()));
    CHECK(reach(result) == std::pair{3, 10});
    for (const auto& [slice, answer] : result.slices) {
        CAPTURE(slice);
        CHECK(dice(overlap(answer.best.mask, cylinder_slice(object.axes, slice))) > 0.85);
    }
}

TEST_CASE("results do not depend on how many slices are encoded ahead") {
    PlacedObject object = boxes_on(cylinder_study(), Plane::axial, {{5, cylinder_box()}});
    object.limits = {3, 9};
    const SegmentedObject one = segment(tiny_engine(), object, options_of(tiny_engine()), 1);
    const SegmentedObject four = segment(tiny_engine(), object, options_of(tiny_engine()), 4);
    REQUIRE(one.slices.size() == four.slices.size());
    for (const auto& [slice, answer] : one.slices) {
        const ObjectAnswer& other = four.slices.at(slice);
        CHECK(answer.best.mask.pixels == other.best.mask.pixels);
        CHECK(answer.best.score == other.best.score);
    }
    CHECK(at::equal(one.slices.at(5).best.low_res, four.slices.at(5).best.low_res));
}

TEST_CASE("embeddings are the same in a sweep and one by one") {
    const SliceAxes axes = cylinder_study().axes({});
    SliceEmbeddings single(tiny_engine(), cylinder_study(), axes);
    SliceEmbeddings sweep(tiny_engine(), cylinder_study(), axes, 3);
    for (const int slice : {12, 13}) {  // the sweep ends at the volume's end
        const auto a = single.at(slice);
        const auto b = sweep.at(slice, +1);
        CHECK(single.at(slice) == a);
        CHECK(sweep.at(slice) == b);
        CHECK(a->embedding.placement == b->embedding.placement);
        REQUIRE(a->embedding.features.size() == b->embedding.features.size());
        for (std::size_t i = 0; i < a->embedding.features.size(); ++i)
            CHECK(at::equal(a->embedding.features[i], b->embedding.features[i]));
    }
    const auto first = sweep.at(1, -1);
    CHECK(at::equal(first->embedding.features[0], single.at(1)->embedding.features[0]));
    CHECK_THROWS_AS(single.at(14), Error);
}

TEST_CASE("grey values are counted under the mask alone") {
    const Mask mask = drawn_mask({"##.", "..."});
    const Image image{{2, 3}, {10, 10, 10, 30, 30, 30, 255, 255, 255, 0, 0, 0, 0, 0, 0, 0, 0, 0}};
    const GreyStatistics statistics = grey_under(image, mask);
    CHECK(statistics.mean == Approx(20));
    CHECK(statistics.deviation == Approx(10));
    const Image colour{{1, 1}, {0, 60, 120}};
    CHECK(grey_under(colour, drawn_mask({"#"})).mean == Approx(60));
}

TEST_CASE("a shift counts in deviations of where it started, of 16 grey values at least") {
    CHECK(grey_shift({100, 20}, {160, 1}) == Approx(3));
    CHECK(grey_shift({100, 20}, {70, 99}) == Approx(1.5));
    CHECK(grey_shift({100, 0}, {124, 0}) == Approx(1.5));
}

TEST_CASE("every mask is told of, and the call may stop the segmentation") {
    const PlacedObject object = boxes_on(cylinder_study(), Plane::axial, {{6, cylinder_box()}});
    SegmentationOptions options = options_of(ellipse_engine());
    int masks = 0;
    options.after_slice = [&] { ++masks; };
    const SegmentedObject result = segment(ellipse_engine(), object, options);
    CHECK(masks == static_cast<int>(result.slices.size()));
    options.after_slice = [&] {
        if (--masks == 4) throw Interrupted("stopped");
    };
    CHECK_THROWS_AS(segment(ellipse_engine(), object, options), Interrupted);
}

TEST_CASE("prompted slices come once each, in the order of the objects") {
    const SliceAxes axial{0, 1, 2};
    const SliceAxes coronal{0, 2, 1};
    const std::vector<SegmentedObject> objects = {
        {"a", axial, {}, {5, 7}}, {"b", coronal, {}, {5}}, {"c", axial, {}, {2, 7}}};
    CHECK((prompted_slices(objects) == std::vector<PromptedSlice>{{axial, 5}, {axial, 7}, {coronal, 5}, {axial, 2}}));
    std::vector<PlacedObject> placed(2);
    placed[0].slices = {{7, {}}, {5, {}}};
    placed[1].slices = {{5, {}}};
    CHECK((prompted_slices(placed) == std::vector<PromptedSlice>{{axial, 5}, {axial, 7}}));
}

TEST_CASE("the liver of a CT is followed through its neighbouring slices", "[real-data]") {
    const auto folder = test_data("volumes/ct");
    if (!folder) return;
    StudyOptions window;
    window.window = parse_window("soft-tissue");
    const Study study(*folder / "image.nii.gz", window);
    const Volume labels = read_volume(*folder / "labels.nii.gz");
    const SliceAxes axes = study.axes({Plane::axial, {}});
    const int middle = slice_count(study.geometry(), axes) / 2;
    // The largest object of the middle slice.
    const Image shown = slice_image(labels, axes, middle, {0, 255});
    std::array<std::int64_t, 256> pixels{};
    for (std::size_t i = 0; i < shown.rgb.size(); i += 3) ++pixels.at(shown.rgb[i]);
    const auto label = std::max_element(pixels.begin() + 1, pixels.end()) - pixels.begin();
    Mask truth = Mask::zeros(shown.size);
    for (std::size_t i = 0; i < truth.pixels.size(); ++i) truth.pixels[i] = shown.rgb[3 * i] == label ? 1 : 0;
    PlacedObject object;
    object.axes = axes;
    object.slices[middle] = {{shown.size, {}, tight_box(truth), {}}};
    object.limits = {middle - 1, middle + 1};
    SliceEmbeddings embeddings(tiny_engine(), study, axes);
    const SegmentedObject result = segment_study(tiny_engine(), study, embeddings, object, options_of(tiny_engine()));
    CHECK(result.slices.at(middle).best.mask.size == shown.size);
    CHECK(dice(overlap(result.slices.at(middle).best.mask, truth)) > 0.7);
}
