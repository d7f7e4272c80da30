// From what a person gives to slices and pixels.
#include "imis/segmentation/placed_prompts.hpp"

#include <cmath>
#include <string>

#include "catch.hpp"
#include "given_shapes.hpp"
#include "imis/base/error.hpp"
#include "studies.hpp"

using namespace imis;

namespace {

// 12 x 10 x 6 voxels of 2 x 3 x 4 mm.
VolumeGeometry plain_geometry() {
    return {{12, 10, 6}, {2, 3, 4}, {-5, 7, 11}, {{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}}};
}

VolumeGeometry flipped_geometry() {
    VolumeGeometry geometry = plain_geometry();
    geometry.axes = {{{-1, 0, 0}, {0, 0, -1}, {0, 1, 0}}};  // k towards the back
    return geometry;
}

VolumeGeometry oblique_geometry() {
    VolumeGeometry geometry = plain_geometry();
    const double a = std::cos(0.4);
    const double b = std::sin(0.4);
    geometry.axes = {{{a, b, 0}, {-b * a, a * a, b}, {b * b, -a * b, a}}};
    return geometry;
}

int no_value(int /*i*/, int /*j*/, int /*k*/) {
    return 0;
}

const Study& plain_study() {
    static const VolumeStudy study(plain_geometry(), no_value);
    return *study;
}

const Study& one_slice_study() {
    static const VolumeStudy study({{12, 10, 1}, {2, 3, 4}, {}, {{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}}}, no_value);
    return *study;
}

// A point of a round: its position and label.
struct Placed {
    Vector3 at;
    int label;
};

GivenRound points_round(const std::vector<Placed>& points) {
    GivenRound round;
    for (const auto& [at, label] : points) round.shapes.push_back(given_point(at, label));
    return round;
}

GivenRound box_round(const Vector3& first, const Vector3& last) {
    GivenRound round;
    round.shapes.push_back(given_box(first, last));
    return round;
}

GivenObject object_of(std::vector<GivenRound> rounds, const SliceRequest& slice = {}) {
    GivenObject object;
    object.name = "liver";
    object.source = "--object liver";
    object.rounds = std::move(rounds);
    object.slice = slice;
    return object;
}

SliceRequest on_axial(int index) {
    return {Plane::axial, index};
}

// The LPS position of a voxel's centre, moved by parts of a voxel.
Vector3 position(const VolumeGeometry& geometry, double i, double j, double k) {
    return lps_from_index(geometry, {i, j, k});
}

GivenObject in_millimetres(std::vector<GivenRound> rounds, const SliceRequest& slice = {}) {
    GivenObject object = object_of(std::move(rounds), slice);
    object.coordinates = Coordinates::lps;
    return object;
}

// The eight corners of a box between two voxel indices.
SpatialBox region_between(const VolumeGeometry& geometry, const Vector3& low, const Vector3& high) {
    SpatialBox box{};
    for (std::size_t corner = 0; corner < 8; ++corner) {
        box[corner] = position(geometry, (corner & 1) != 0 ? high[0] : low[0], (corner & 2) != 0 ? high[1] : low[1],
                               (corner & 4) != 0 ? high[2] : low[2]);
    }
    return box;
}

GivenObject region_object(const Vector3& low, const Vector3& high, const SliceRequest& slice = {}) {
    GivenObject object = object_of({}, slice);
    object.region = region_between(plain_geometry(), low, high);
    return object;
}

}  // namespace

TEST_CASE("pixels lie on the only slice, or on the one that is named") {
    const GivenObject object = object_of({points_round({{{3, 4, 0}, 1}, {{11, 9, 0}, 0}})});
    const PlacedObject on_only = place_object(object, one_slice_study());
    CHECK(on_only.name == "liver");
    CHECK(on_only.mask.empty());
    CHECK_FALSE(on_only.limits);
    REQUIRE(on_only.slices.size() == 1);
    const Prompt& prompt = on_only.slices.at(0).at(0);
    CHECK(prompt.grid == Size{10, 12});
    REQUIRE(prompt.points.size() == 2);
    CHECK(prompt.points[0].at == Point{3, 4});
    CHECK(prompt.points[1].at == Point{11, 9});
    CHECK(prompt.points[1].label == 0);

    GivenObject named = object;
    named.slice = {Plane::sagittal, 7};
    named.rounds = {points_round({{{9, 5, 0}, 1}})};
    const PlacedObject on_named = place_object(named, plain_study());
    CHECK(on_named.axes == SliceAxes{1, 2, 0});
    CHECK(on_named.slices.at(7).at(0).grid == Size{6, 10});
    CHECK_THROWS_AS(place_object(object, plain_study()), UsageError);
    CHECK_THROWS_WITH(place_object(object, plain_study()),
                      contains("--object liver") && contains("has 6 slices") && contains("for example slice axial:0"));
}

TEST_CASE("a slice that is not there is refused") {
    for (const int index : {-1, 6}) {
        CHECK_THROWS_WITH(place_object(object_of({points_round({{{1, 1, 0}, 1}})}, on_axial(index)), plain_study()),
                          contains("axial:" + std::to_string(index)) && contains("0 to 5"));
    }
}

TEST_CASE("points outside of the image are refused, its last pixels are not") {
    for (const Vector3& at : {Vector3{-1, 4, 0}, Vector3{3, -0.5, 0}, Vector3{12, 4, 0}, Vector3{3, 10, 0}}) {
        CHECK_THROWS_WITH(place_object(object_of({points_round({{at, 1}})}), one_slice_study()),
                          contains("the point") && contains("x 0 to 11 and y 0 to 9"));
    }
    CHECK_NOTHROW(place_object(object_of({points_round({{{11.9, 9.9, 0}, 1}})}), one_slice_study()));
    // What is no point lies nowhere.
    CHECK_NOTHROW(place_object(object_of({points_round({{{-1, -1, 0}, -1}})}), one_slice_study()));
}

TEST_CASE("the far edges of the image are inside of a box, beyond is not") {
    const PlacedObject placed = place_object(object_of({box_round({0, 0, 0}, {12, 10, 0})}), one_slice_study());
    CHECK(placed.slices.at(0).at(0).box == Box{0, 0, 12, 10});
    for (const auto& [first, last] : {std::pair{Vector3{0, 0, 0}, Vector3{12.5, 9, 0}},
                                      {Vector3{0, 0, 0}, Vector3{11, 10.5, 0}},
                                      {Vector3{-1, 0, 0}, Vector3{11, 9, 0}},
                                      {Vector3{0, -1, 0}, Vector3{11, 9, 0}}}) {
        CHECK_THROWS_WITH(place_object(object_of({box_round(first, last)}), one_slice_study()), contains("the box"));
    }
}

TEST_CASE("pixels may count on another grid that the slice is spread over") {
    GivenRound round = points_round({{{60, 40, 0}, 1}});
    round.grid = Size{50, 64};
    const PlacedObject placed = place_object(object_of({round}), one_slice_study());
    CHECK(placed.slices.at(0).at(0).grid == Size{50, 64});
    CHECK(placed.slices.at(0).at(0).points[0].at == Point{60, 40});
    round.shapes[0].positions[0][0] = 64;
    CHECK_THROWS_WITH(place_object(object_of({round}), one_slice_study()), contains("x 0 to 63 and y 0 to 49"));
}

TEST_CASE("a position in millimetres lies in the nearest voxel, in every plane and orientation") {
    for (const VolumeGeometry& geometry : {plain_geometry(), flipped_geometry(), oblique_geometry()}) {
        const VolumeStudy study(geometry, no_value);
        for (const Plane plane : {Plane::axial, Plane::coronal, Plane::sagittal}) {
            for (const Coordinates coordinates : {Coordinates::lps, Coordinates::ras}) {
                const Vector3 lps = position(geometry, 3.3, 7.6, 1.8);
                GivenObject object = object_of(
                    {points_round({{coordinates == Coordinates::ras ? lps_from_ras(lps) : lps, 0}})}, {plane, {}});
                object.coordinates = coordinates;
                const PlacedObject placed = place_object(object, *study);
                const std::array<int, 3> voxel{3, 8, 2};
                const auto along = [&](int axis) { return voxel[static_cast<std::size_t>(axis)]; };
                REQUIRE(placed.slices.size() == 1);
                CHECK(placed.axes == slice_axes(geometry, plane));
                CHECK(placed.slices.begin()->first == along(placed.axes.normal));
                const Click& click = placed.slices.begin()->second.at(0).points.at(0);
                CHECK(click.at ==
                      Point{static_cast<float>(along(placed.axes.x)), static_cast<float>(along(placed.axes.y))});
                CHECK(click.label == 0);
            }
        }
    }
}

TEST_CASE("the planes of a flipped volume lie across the voxel axes that the patient has there") {
    const VolumeStudy study(flipped_geometry(), no_value);
    const auto axes = [&](Plane plane) { return study->axes({plane, {}}); };
    CHECK(axes(Plane::axial) == SliceAxes{0, 2, 1});
    CHECK(axes(Plane::coronal) == SliceAxes{0, 1, 2});
    CHECK(axes(Plane::sagittal) == SliceAxes{1, 2, 0});
}

TEST_CASE("a position outside of the volume, or on another slice than asked for, is refused") {
    const VolumeGeometry geometry = plain_geometry();
    const auto place_at = [&](const Vector3& lps, const SliceRequest& slice) {
        return place_object(in_millimetres({points_round({{lps, 1}})}, slice), plain_study());
    };
    CHECK_NOTHROW(place_at(position(geometry, -0.4, 9.4, 5.4), {}));
    for (const Vector3& index : {Vector3{-0.6, 0, 0}, Vector3{11.6, 0, 0}, Vector3{0, 9.6, 0}, Vector3{0, 0, 5.6},
                                 Vector3{0, 0, -0.6}, Vector3{1e12, 0, 0}}) {
        CHECK_THROWS_WITH(place_at(position(geometry, index[0], index[1], index[2]), {}),
                          contains("mm (lps) lies outside of") && contains("of 12 x 10 x 6"));
    }
    CHECK_NOTHROW(place_at(position(geometry, 1, 2, 3), on_axial(3)));
    CHECK_THROWS_WITH(place_at(position(geometry, 1, 2, 3), on_axial(2)),
                      contains("lies in slice axial:3, not in axial:2"));
}

TEST_CASE("the corners of a box in millimetres lie on one slice, in any order") {
    const VolumeGeometry geometry = plain_geometry();
    const auto place_box = [&](const Vector3& first, const Vector3& last) {
        return place_object(in_millimetres({box_round(first, last)}), plain_study());
    };
    const PlacedObject placed = place_box(position(geometry, 9, 2, 4), position(geometry, 3, 8, 4.2));
    CHECK(placed.slices.at(4).at(0).box == Box{3, 2, 9, 8});
    CHECK_THROWS_WITH(place_box(position(geometry, 9, 2, 4), position(geometry, 3, 8, 3)),
                      contains("axial:4") && contains("axial:3") && contains("must lie in one"));
}

TEST_CASE("a picture has no millimetres") {
    const DiscStudy picture;
    CHECK_THROWS_WITH(place_object(in_millimetres({points_round({{{1, 2, 3}, 1}})}), *picture),
                      contains("does not say where it lies in the patient; give pixels"));
    CHECK_THROWS_WITH(place_object(region_object({1, 1, 1}, {2, 2, 2}), *picture), contains("give pixels"));
}

TEST_CASE("a text goes where the points are, or on the slice that is named") {
    const VolumeGeometry geometry = plain_geometry();
    GivenRound round = points_round({{position(geometry, 1, 2, 3), 1}, {position(geometry, 1, 2, 5), 1}});
    round.text = "liver";
    const PlacedObject beside = place_object(in_millimetres({round}), plain_study());
    REQUIRE(beside.slices.size() == 2);
    CHECK(beside.slices.at(3).at(0).text == "liver");
    CHECK(beside.slices.at(5).at(0).text == "liver");
    CHECK(beside.slices.at(5).at(0).points.size() == 1);

    GivenRound alone;
    alone.text = "liver";
    CHECK(place_object(object_of({alone}, on_axial(2)), plain_study()).slices.at(2).at(0).text == "liver");
    CHECK(place_object(object_of({alone}), one_slice_study()).slices.at(0).at(0).text == "liver");
    CHECK_THROWS_WITH(place_object(object_of({alone}), plain_study()), contains("has 6 slices"));
}

TEST_CASE("rounds count by slice") {
    const VolumeGeometry geometry = plain_geometry();
    const auto click = [&](int k) { return points_round({{position(geometry, 1, 2, k), 1}}); };
    const PlacedObject placed = place_object(in_millimetres({click(2), click(4), click(2)}), plain_study());
    CHECK(placed.slices.at(2).size() == 2);
    CHECK(placed.slices.at(4).size() == 1);
}

TEST_CASE("a recorded round without a prompt stays a round") {
    const PlacedObject placed = place_object(
        object_of({points_round({{{1, 1, 0}, 1}}), {}, points_round({{{2, 2, 0}, 0}})}), one_slice_study());
    REQUIRE(placed.slices.at(0).size() == 3);
    CHECK(placed.slices.at(0)[1].points.empty());
}

TEST_CASE("an object needs a prompt; a mask is one") {
    CHECK_THROWS_WITH(place_object(object_of({}), one_slice_study()), contains("has no prompt"));
    CHECK_THROWS_WITH(place_object(object_of({GivenRound{}}), one_slice_study()), contains("has no prompt"));
    GivenObject masked = object_of({GivenRound{}});
    masked.rounds[0].mask = "mask.png";
    const PlacedObject placed = place_object(masked, one_slice_study());
    CHECK(placed.mask == "mask.png");
    REQUIRE(placed.slices.at(0).size() == 1);
    CHECK(placed.slices.at(0)[0].points.empty());
    CHECK(placed.slices.at(0)[0].grid == Size{10, 12});
    CHECK_THROWS_WITH(place_object(masked, plain_study()), contains("has 6 slices"));
}

TEST_CASE("a region gives its middle slice a box and limits the slices") {
    const PlacedObject placed = place_object(region_object({2.2, 3, 0.9}, {7.7, 8, 4.9}), plain_study());
    REQUIRE(placed.slices.size() == 1);
    CHECK(placed.slices.at(3).at(0).box == Box{2, 3, 8, 8});
    CHECK(placed.limits == std::pair{1, 5});
    const PlacedObject named = place_object(region_object({2, 3, 1}, {7, 8, 5}, on_axial(1)), plain_study());
    CHECK(named.slices.at(1).at(0).box == Box{2, 3, 7, 8});
    const PlacedObject coronal = place_object(region_object({2, 3, 1}, {7, 8, 5}, {Plane::coronal, {}}), plain_study());
    CHECK(coronal.slices.at(5).at(0).box == Box{2, 1, 7, 5});
    CHECK(coronal.limits == std::pair{3, 8});
}

TEST_CASE("a region is cut at the border of the volume") {
    const PlacedObject placed = place_object(region_object({-40, 3, -30}, {4, 90, 4}), plain_study());
    REQUIRE(placed.slices.size() == 1);
    CHECK(placed.limits == std::pair{0, 4});
    // The middle of what lies inside.
    CHECK(placed.slices.begin()->first == 2);
    CHECK(placed.slices.begin()->second.at(0).box == Box{0, 3, 4, 9});
}

TEST_CASE("a region that does not reach the volume or the slice is refused") {
    for (const double apart : {-9.0, 30.0}) {
        for (std::size_t axis = 0; axis < 3; ++axis) {
            Vector3 low{2, 2, 2};
            Vector3 high{4, 4, 4};
            low[axis] = apart;
            high[axis] = apart + 3;
            CHECK_THROWS_WITH(place_object(region_object(low, high), plain_study()),
                              contains("the region does not reach"));
        }
    }
    CHECK_THROWS_WITH(place_object(region_object({2, 2, 2}, {4, 4, 4}, on_axial(5)), plain_study()),
                      contains("does not reach slice axial:5"));
}

TEST_CASE("a region and points of one object go together") {
    GivenObject object = region_object({2, 3, 1}, {7, 8, 5});
    object.coordinates = Coordinates::lps;
    const VolumeGeometry geometry = plain_geometry();
    object.rounds = {points_round({{position(geometry, 4, 5, 3), 1}, {position(geometry, 4, 5, 4), 1}})};
    const PlacedObject placed = place_object(object, plain_study());
    REQUIRE(placed.slices.size() == 2);
    CHECK(placed.slices.at(3).at(0).box);
    CHECK(placed.slices.at(3).at(0).points.size() == 1);
    CHECK_FALSE(placed.slices.at(4).at(0).box);
    CHECK(placed.limits == std::pair{1, 5});
}
