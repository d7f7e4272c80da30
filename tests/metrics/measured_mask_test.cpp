#include "imis/metrics/measured_mask.hpp"

#include <algorithm>
#include <cmath>
#include <memory>

#include "catch.hpp"
#include "drawn_mask.hpp"
#include "imis/base/random.hpp"
#include "imis/base/threads.hpp"
#include "imis/metrics/boundary_iou.hpp"
#include "imis/metrics/metric.hpp"

using namespace imis;

namespace {

// Discs with holes, somewhere in the image.
Mask random_mask(Size size, const RandomKey& key) {
    Mask mask = Mask::zeros(size);
    const double radius = 2 + 12 * key.uniform(1);
    const double x0 = size.width * key.uniform(2);
    const double y0 = size.height * key.uniform(3);
    for (int y = 0; y < size.height; ++y) {
        for (int x = 0; x < size.width; ++x) {
            const auto i = static_cast<std::size_t>(y * size.width + x);
            const bool in_disc = std::hypot(x - x0, y - y0) < radius;
            mask.pixels[i] = in_disc && key.uniform(100 + i) < 0.98 ? 1 : 0;
        }
    }
    return mask;
}

// By definition: foreground with background, or the outside, at a chessboard distance of at most the width.
std::vector<std::uint8_t> wide_boundary_by_definition(const Mask& mask, int width) {
    const auto [height, columns] = mask.size;
    std::vector<std::uint8_t> result(mask.pixels.size(), 0);
    for (int y = 0; y < height; ++y) {
        for (int x = 0; x < columns; ++x) {
            bool near = false;
            for (int dy = -width; dy <= width; ++dy) {
                for (int dx = -width; dx <= width; ++dx) {
                    const int v = y + dy;
                    const int u = x + dx;
                    const bool inside = v >= 0 && u >= 0 && v < height && u < columns;
                    near = near || !inside || mask.pixels[static_cast<std::size_t>(v * columns + u)] == 0;
                }
            }
            const auto i = static_cast<std::size_t>(y * columns + x);
            result[i] = near && mask.pixels[i] != 0 ? 1 : 0;
        }
    }
    return result;
}

}  // namespace

TEST_CASE("a mask is measured in the box around its foreground") {
    const MeasuredMask mask(drawn_mask({".....", ".##..", ".#...", "....."}), {.height = 2, .width = 3});
    CHECK(mask.box().first == std::vector<std::size_t>{1, 1});
    CHECK(mask.part().elements == std::vector<std::uint8_t>{1, 1, 1, 0});
    CHECK(mask.area() == 3);
    CHECK(mask.lattice().size == std::vector<std::size_t>{4, 5});
    CHECK(&mask.boundary() == &mask.boundary());
    const MeasuredMask none(drawn_mask({"..", ".."}), {});
    CHECK(is_empty(none.box()));
    CHECK(none.area() == 0);
    CHECK(overlap(none, none) == Overlap{0, 0, 0});
}

TEST_CASE("a truth that keeps its edges gives the values of one that is new, to many threads at once") {
    const Size size{40, 50};
    const PixelSpacing spacing{.height = 0.7, .width = 1.3, .unit = LengthUnit::millimetre};
    const Mask truth = random_mask(size, RandomKey(3));
    REQUIRE(area(truth) > 0);
    const auto kept = std::make_shared<const MeasuredMask>(truth, spacing);
    constexpr int masks = 48;
    std::vector<std::vector<double>> with_kept(masks);
    run_in_threads(4, [&](int thread) {
        for (int draw = thread; draw < masks; draw += 4) {
            const Mask predicted = random_mask(size, RandomKey(4).with(draw));
            const MaskComparison comparison(std::make_shared<MeasuredMask>(predicted, spacing), kept);
            with_kept[static_cast<std::size_t>(draw)] = measure(all_metrics(), comparison);
        }
    });
    for (int draw = 0; draw < masks; ++draw) {
        const Mask predicted = random_mask(size, RandomKey(4).with(draw));
        CHECK(with_kept[static_cast<std::size_t>(draw)] == measure(all_metrics(), predicted, truth, spacing));
        const MeasuredMask measured(predicted, spacing);
        CHECK(overlap(measured, *kept) == overlap(predicted, truth));
        CHECK(measured.area() == area(predicted));
    }
}

TEST_CASE("wide boundaries are those of the definition") {
    for (int draw = 0; draw < 60; ++draw) {
        const Mask mask = random_mask({24, 31}, RandomKey(5).with(draw));
        const int width = 1 + draw % 5;
        const LatticeMask lattice_mask{lattice_of(mask.size, {}), mask.pixels};
        CHECK(wide_boundary(lattice_mask, static_cast<std::size_t>(width)).elements ==
              wide_boundary_by_definition(mask, width));
    }
}
