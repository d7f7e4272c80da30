#include "imis/metrics/metric.hpp"

#include <set>

#include "catch.hpp"
#include "imis/base/error.hpp"

using namespace imis;

namespace {

// How many pixels are wrong, times their area.
double wrong_area(const Mask& predicted, const Mask& target, const PixelSpacing& spacing) {
    double pixels = 0;
    for (std::size_t i = 0; i < target.pixels.size(); ++i) pixels += predicted.pixels[i] != target.pixels[i] ? 1 : 0;
    return pixels * spacing.height * spacing.width;
}

Metric wrong_area_metric() {
    return {.name = "wrong",
            .label = "Wrong",
            .unit = "mm2",
            .better = Direction::lower,
            .empty = {.prediction = 7, .target = 8, .both = 9},
            .formula = MaskFormula(wrong_area)};
}

const Mask two{{2, 3}, {1, 1, 0, 0, 0, 0}};
const Mask three{{2, 3}, {0, 1, 1, 1, 0, 0}};
const Mask none = Mask::zeros({2, 3});

}  // namespace

TEST_CASE("every metric has a name of its own that is fit for columns and fields, and a label") {
    std::set<std::string_view> names;
    for (const Metric& metric : standard_metrics()) {
        CAPTURE(metric.label);
        CHECK(names.insert(metric.name).second);
        CHECK_FALSE(metric.label.empty());
        CHECK(metric.name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_") == std::string_view::npos);
    }
}

TEST_CASE("the reference's metrics come first: Dice, then IoU, both from pixel counts") {
    const auto values = measure(standard_metrics().first(2), Overlap{2, 3, 4});
    CHECK(values[0] == dice({2, 3, 4}));
    CHECK(values[1] == iou({2, 3, 4}));
    CHECK(heading(standard_metrics()[0]) == "Dice");
}

TEST_CASE("empty masks score 0 by Dice and IoU") {
    for (const Overlap& counts : {Overlap{0, 0, 7}, Overlap{0, 7, 0}, Overlap{0, 0, 0}}) {
        const auto values = measure(standard_metrics().first(2), counts);
        CHECK(values[0] == 0);
        CHECK(values[1] == 0);
        CHECK(pooled_value(standard_metrics()[0], counts) == 0.0);
    }
}

TEST_CASE("masks give the scores that their pixel counts give") {
    const MetricTable counted = standard_metrics().first(2);
    CHECK(measure(counted, two, three, {}) == measure(counted, Overlap{1, 2, 3}));
    CHECK(measure(counted, none, three, {}) == measure(counted, Overlap{0, 0, 3}));
}

TEST_CASE("a metric of masks is given the spacing, and its own values where a mask is empty") {
    const std::vector<Metric> metrics = {standard_metrics()[0], wrong_area_metric()};
    CHECK(measure(metrics, two, three, {.height = 2, .width = 0.5})[1] == 3);
    CHECK(measure(metrics, two, three, {.height = 2, .width = 3})[1] == 18);
    CHECK(measure(metrics, none, three, {})[1] == 7);
    CHECK(measure(metrics, two, none, {})[1] == 8);
    CHECK(measure(metrics, none, none, {})[1] == 9);
    CHECK(measure(metrics, two, three, {})[0] == dice({1, 2, 3}));
    CHECK_THROWS_AS(measure(metrics, two, Mask::zeros({3, 2}), {}), Error);
    CHECK(heading(metrics[1]) == "Wrong (mm2)");
}

TEST_CASE("a metric of masks can't be measured by counts and has no pooled value") {
    const std::vector<Metric> metrics = {standard_metrics()[0], wrong_area_metric()};
    CHECK(needs_masks(metrics));
    CHECK_FALSE(needs_masks(MetricTable(metrics).first(1)));
    CHECK(has_pooled_value(metrics[0]));
    CHECK_FALSE(has_pooled_value(metrics[1]));
    CHECK_FALSE(pooled_value(metrics[1], {1, 2, 3}).has_value());
    CHECK_THROWS_WITH(measure(metrics, Overlap{1, 2, 3}), contains("Wrong"));
}
