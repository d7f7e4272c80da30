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
    const LatticeBox box = joint_box(a, b);
    CHECK(box.first == std::vector<std::size_t>{1, 2});
    CHECK(box.size == std::vector<std::size_t>{2, 3});
    CHECK(cropped(a, box).elements == std::vector<std::uint8_t>{1, 0, 0, 0, 0, 0});
    CHECK(cropped(b, box).elements == std::vector<std::uint8_t>{0, 0, 0, 0, 1, 1});
    CHECK(cropped(b, box).lattice.size == box.size);
}

TEST_CASE("the joint box of empty masks is empty") {
    const LatticeMask none = drawn_lattice_mask({"...", "..."});
    const LatticeBox box = joint_box(none, none);
    CHECK(box.size == std::vector<std::size_t>{0, 0});
    CHECK(cropped(none, box).elements.empty());
}

TEST_CASE("a part of a volume is cut out along all axes") {
    LatticeMask mask{{{2, 2, 2}, {1, 1, 1}}, {0, 0, 0, 0, 0, 1, 1, 0}};
    const LatticeBox box{{1, 0, 1}, {1, 2, 1}};
    CHECK(cropped(mask, box).elements == std::vector<std::uint8_t>{1, 0});
}
