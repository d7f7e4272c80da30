#include "imis/image/lattice.hpp"

#include <cmath>
#include <limits>

#include "catch.hpp"
#include "drawn_mask.hpp"
#include "imis/base/error.hpp"

using namespace imis;

TEST_CASE("the lattice of an image has rows before columns, that of a volume k before j before i") {
    const Lattice image = lattice_of(Size{2, 3}, {4, 5, LengthUnit::millimetre});
    CHECK(image == Lattice{{2, 3}, {4, 5}, LengthUnit::millimetre});
    CHECK(image.stride(0) == 3);
    CHECK(image.stride(1) == 1);
    CHECK(image.diagonal() == Approx(std::sqrt(8.0 * 8 + 15 * 15)));
    CHECK(in_pixels(image) == Lattice{{2, 3}, {1, 1}, LengthUnit::pixel});

    VolumeGeometry geometry;
    geometry.size = {2, 3, 4};
    geometry.spacing = {5, 6, 7};
    const Lattice volume = lattice_of(geometry);
    CHECK(volume == Lattice{{4, 3, 2}, {7, 6, 5}, LengthUnit::millimetre});
    CHECK(volume.elements() == 24);
    CHECK(volume.stride(0) == 6);
}

TEST_CASE("spacing must be finite and above 0") {
    const double infinity = std::numeric_limits<double>::infinity();
    for (const double bad : {0.0, -1.0, infinity, std::nan("")}) {
        CHECK_THROWS_AS(lattice_of(Size{2, 3}, {bad, 1}), Error);
        CHECK_THROWS_WITH(lattice_of(Size{2, 3}, {1, bad}), contains("above 0"));
    }
    VolumeGeometry geometry;
    geometry.spacing = {1, 1, 0};
    CHECK_THROWS_AS(lattice_of(geometry), Error);
}

TEST_CASE("lines run along an axis, each once") {
    std::vector<std::size_t> firsts;
    const auto visit = [&](std::size_t first, std::size_t) { firsts.push_back(first); };
    for_each_line(lattice_of(Size{2, 3}, {}), 0, visit);
    CHECK(firsts == std::vector<std::size_t>{0, 1, 2});
    firsts.clear();
    for_each_line(lattice_of(Size{2, 3}, {}), 1, visit);
    CHECK(firsts == std::vector<std::size_t>{0, 3});
}

TEST_CASE("the joint box holds the foreground of both masks and nothing beyond") {
    const LatticeMask a = drawn_lattice_mask({".....", "..#..", "....."});
    const LatticeMask b = drawn_lattice_mask({".....", ".....", "...##"});
    const LatticeBox box = joint_box(box_around(a.lattice, a.elements), box_around(b.lattice, b.elements));
    CHECK(box.first == std::vector<std::size_t>{1, 2});
    CHECK(box.size == std::vector<std::size_t>{2, 3});
    CHECK(cropped(a.lattice, a.elements, box).elements == std::vector<std::uint8_t>{1, 0, 0, 0, 0, 0});
    CHECK(cropped(b.lattice, b.elements, box).elements == std::vector<std::uint8_t>{0, 0, 0, 0, 1, 1});
    CHECK(cropped(b.lattice, b.elements, box).lattice.size == box.size);
}

TEST_CASE("the box around an empty mask is empty and widens no other") {
    const LatticeMask none = drawn_lattice_mask({"...", "..."});
    const LatticeMask one = drawn_lattice_mask({"...", ".#."});
    const LatticeBox box = box_around(none.lattice, none.elements);
    CHECK(is_empty(box));
    CHECK(is_empty(joint_box(box, box)));
    CHECK(cropped(none.lattice, none.elements, box).elements.empty());
    for (const LatticeBox& joint : {joint_box(box, box_around(one.lattice, one.elements)),
                                    joint_box(box_around(one.lattice, one.elements), box)}) {
        CHECK(joint.first == std::vector<std::size_t>{1, 1});
        CHECK(joint.size == std::vector<std::size_t>{1, 1});
        CHECK(placed(cropped(none.lattice, none.elements, box), box, joint).elements == std::vector<std::uint8_t>{0});
    }
}

TEST_CASE("a part of a volume is cut out along all axes, and put back") {
    const LatticeMask mask{{{2, 2, 2}, {1, 1, 1}}, {0, 0, 0, 0, 0, 1, 1, 0}};
    const LatticeBox box{{1, 0, 1}, {1, 2, 1}};
    const LatticeMask part = cropped(mask.lattice, mask.elements, box);
    CHECK(part.elements == std::vector<std::uint8_t>{1, 0});
    CHECK(placed(part, box, {{0, 0, 0}, {2, 2, 2}}).elements == std::vector<std::uint8_t>{0, 0, 0, 0, 0, 1, 0, 0});
    CHECK(placed(part, box, {{1, 0, 0}, {1, 2, 2}}).elements == std::vector<std::uint8_t>{0, 1, 0, 0});
}
