#include "imis/metrics/mask_comparison.hpp"

#include <cmath>

#include "catch.hpp"
#include "drawn_mask.hpp"
#include "imis/base/error.hpp"
#include "imis/metrics/metric.hpp"

using namespace imis;

namespace {

constexpr PixelSpacing oblong_pixel{.height = 3, .width = 4, .unit = LengthUnit::millimetre};

// One pixel each, two columns apart, off the image's border.
const Mask left_pixel = drawn_mask({".....", ".#...", "....."});
const Mask right_pixel = drawn_mask({".....", "...#.", "....."});

LabelVolume labels(const std::vector<std::uint8_t>& values) {
    LabelVolume volume;
    volume.geometry.size = {4, 1, 2};
    volume.geometry.spacing = {4, 3, 5};
    volume.labels = values;
    return volume;
}

double nsd_at(std::optional<Length> tolerance, const PixelSpacing& spacing) {
    const MaskComparison masks(left_pixel, right_pixel, spacing, {.nsd_tolerance = tolerance});
    return measure(choose_metrics("nsd"), masks).front();
}

}  // namespace

TEST_CASE("distances are computed once for all metrics") {
    const MaskComparison masks(left_pixel, right_pixel, oblong_pixel);
    CHECK(&masks.boundary_distances() == &masks.boundary_distances());
    CHECK(&masks.surface_distances() == &masks.surface_distances());
    CHECK(masks.boundary_distances().from_target == std::vector<double>{8});
    CHECK(masks.overlap() == Overlap{0, 1, 1});
    CHECK(masks.lattice() == lattice_of(Size{3, 5}, oblong_pixel));
}

TEST_CASE("the tolerance is 2 in the unit of the spacing unless it is given") {
    const MaskComparison in_mm(left_pixel, right_pixel, oblong_pixel);
    CHECK(in_mm.nsd_tolerance().value == 2);
    CHECK(in_mm.nsd_tolerance().unit == LengthUnit::millimetre);
    CHECK(MaskComparison(left_pixel, right_pixel, {}).nsd_tolerance().unit == LengthUnit::pixel);
    // The nearer corners are one column apart, 4 mm, the others two.
    CHECK(nsd_at(std::nullopt, oblong_pixel) == 0);
    CHECK(nsd_at(Length{4, LengthUnit::millimetre}, oblong_pixel) == Approx(0.5));
    CHECK(nsd_at(std::nullopt, {}) == Approx(1));
}

TEST_CASE("a tolerance in pixels is measured in pixels, whatever the spacing") {
    CHECK(nsd_at(Length{1, LengthUnit::pixel}, oblong_pixel) == Approx(0.5));
    CHECK(nsd_at(Length{2, LengthUnit::pixel}, oblong_pixel) == Approx(1));
}

TEST_CASE("a tolerance that can't be is refused") {
    CHECK_THROWS_AS(nsd_at(Length{2, LengthUnit::millimetre}, {}), UsageError);
    CHECK_THROWS_WITH(nsd_at(Length{2, LengthUnit::millimetre}, {}), contains("mm") && contains("px"));
    CHECK_THROWS_AS(nsd_at(Length{-1, LengthUnit::pixel}, {}), UsageError);
    CHECK_THROWS_AS(nsd_at(Length{std::nan(""), LengthUnit::pixel}, {}), UsageError);
    CHECK(nsd_at(Length{0, LengthUnit::pixel}, {}) == 0);
}

TEST_CASE("sizes must agree and spacing must be above 0") {
    CHECK_THROWS_WITH(MaskComparison(left_pixel, Mask::zeros({5, 3}), {}), contains("5 x 3") && contains("3 x 5"));
    CHECK_THROWS_WITH(MaskComparison(left_pixel, right_pixel, {0, 1}), contains("above 0"));
}

TEST_CASE("an object of two label maps is compared in all directions, other labels left aside") {
    const LabelVolume predicted = labels({2, 1, 0, 0, 0, 0, 0, 0});
    const LabelVolume target = labels({0, 1, 1, 0, 0, 0, 0, 2});
    const MaskComparison second(predicted, target, 2);
    CHECK(second.overlap() == Overlap{0, 1, 1});
    // Three along i of 4 mm, one along k of 5 mm.
    const double apart = std::sqrt(12.0 * 12 + 5 * 5);
    CHECK(measure(choose_metrics("hd,hd95,assd"), second) == std::vector<double>{apart, apart, apart});
    CHECK(MaskComparison(predicted, target, 1).overlap() == Overlap{1, 1, 2});
    const double diagonal = std::sqrt(16.0 * 16 + 3 * 3 + 10 * 10);
    CHECK(measure(choose_metrics("hd"), MaskComparison(labels({0, 0, 0, 0, 0, 0, 0, 0}), target, 2)).front() ==
          Approx(diagonal));
}

TEST_CASE("where masks lie in the image makes no difference but to the diagonal") {
    const Mask cut_left = drawn_mask({"#"});
    const MaskComparison whole(left_pixel, left_pixel, oblong_pixel);
    const MaskComparison cut(cut_left, cut_left, oblong_pixel);
    CHECK(measure(choose_metrics("nsd,hd95,hd,assd,boundary_iou"), whole) ==
          measure(choose_metrics("nsd,hd95,hd,assd,boundary_iou"), cut));
    CHECK(whole.lattice().diagonal() > cut.lattice().diagonal());
}
