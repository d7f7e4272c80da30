#include "imis/metrics/metric.hpp"

#include <cmath>
#include <limits>
#include <set>

#include "catch.hpp"
#include "imis/base/error.hpp"

using namespace imis;

namespace {

// How many pixels are wrong, times their area.
double wrong_area(const MaskComparison& masks) {
    const Overlap& counts = masks.overlap();
    const auto pixels = static_cast<double>(counts.predicted + counts.target - 2 * counts.intersection);
    return pixels * masks.lattice().spacing[0] * masks.lattice().spacing[1];
}

Metric wrong_area_metric() {
    return {.name = "wrong",
            .label = "Wrong",
            .unit = "mm2",
            .better = Direction::lower,
            .empty = {.prediction = {7.0}, .target = {8.0, true}, .both = {9.0}},
            .formula = MaskFormula(wrong_area)};
}

const Mask two{{2, 3}, {1, 1, 0, 0, 0, 0}};
const Mask three{{2, 3}, {0, 1, 1, 1, 0, 0}};
const Mask none = Mask::zeros({2, 3});

}  // namespace

TEST_CASE("every metric has a name of its own that is fit for columns and fields, and a label") {
    std::set<std::string_view> names;
    for (const Metric& metric : all_metrics()) {
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

TEST_CASE("the standard metrics stay Dice and IoU, and come first of all") {
    REQUIRE(standard_metrics().size() == 2);
    CHECK(standard_metrics()[0].name == "dice");
    CHECK(standard_metrics()[1].name == "iou");
    CHECK_FALSE(needs_masks(standard_metrics()));
    std::string names;
    for (const Metric& metric : all_metrics()) names += std::string(metric.name) + " ";
    CHECK(names == "dice iou precision recall nsd hd95 hd assd boundary_iou volume_error ");
}

TEST_CASE("distances have the unit of the spacing") {
    CHECK(heading(choose_metrics("hd95").front()) == "HD95 (px)");
    CHECK(heading(choose_metrics("hd95", LengthUnit::millimetre).front()) == "HD95 (mm)");
    CHECK(heading(choose_metrics("nsd", LengthUnit::millimetre).front()) == "NSD");
}

TEST_CASE("metrics are chosen by name, in the order given") {
    const auto chosen = choose_metrics("hd95, dice");
    REQUIRE(chosen.size() == 2);
    CHECK(chosen[0].name == "hd95");
    CHECK(chosen[1].name == "dice");
    CHECK(choose_metrics("all").size() == all_metrics().size());
    CHECK_THROWS_AS(choose_metrics("dice,hd59"), UsageError);
    CHECK_THROWS_WITH(choose_metrics("dice,hd59"),
                      contains("'hd59'") && contains("dice, iou, precision") && contains("volume_error, or all"));
    CHECK_THROWS_WITH(choose_metrics("iou,dice,iou"), contains("'iou' is given twice"));
    for (const char* bad : {"", "dice,", ",dice", "dice,all", "Dice"}) {
        CAPTURE(bad);
        CHECK_THROWS_AS(choose_metrics(bad), UsageError);
    }
}

TEST_CASE("a missed target is as bad as can be by every metric") {
    const PixelSpacing spacing{3, 4, LengthUnit::millimetre};
    const double diagonal = std::sqrt(6.0 * 6 + 12 * 12);
    const auto metrics = choose_metrics("precision,recall,nsd,hd95,hd,assd,boundary_iou,volume_error");
    CHECK(measure(metrics, none, three, spacing) == std::vector<double>{0, 0, 0, diagonal, diagonal, diagonal, 0, -1});
    const double infinity = std::numeric_limits<double>::infinity();
    CHECK(measure(metrics, three, none, spacing) ==
          std::vector<double>{0, 0, 0, diagonal, diagonal, diagonal, 0, infinity});
    CHECK(measure(metrics, none, none, spacing) == std::vector<double>{1, 1, 1, 0, 0, 0, 1, 0});
}

TEST_CASE("metrics of pixel counts have a pooled value of empty masks, too") {
    for (const Metric& metric : all_metrics()) {
        CAPTURE(metric.name);
        for (const Overlap& counts : {Overlap{0, 0, 7}, Overlap{0, 7, 0}, Overlap{0, 0, 0}, Overlap{2, 4, 5}}) {
            CHECK(pooled_value(metric, counts).has_value() == has_pooled_value(metric));
        }
    }
}

TEST_CASE("equal masks have the best value of every metric, others a worse one") {
    for (const Metric& metric : all_metrics()) {
        CAPTURE(metric.name);
        const double best = metric.better == Direction::higher ? 1 : 0;
        CHECK(measure(std::vector{metric}, three, three, {}).front() == Approx(best));
        const double other = measure(std::vector{metric}, two, three, {}).front();
        // All of the small masks lie within the tolerance of two pixels.
        if (metric.name != "nsd") CHECK((metric.better == Direction::higher ? other < 1 : other != 0));
    }
}

TEST_CASE("a rule for empty masks takes the place of what no formula says") {
    const Metric metric = wrong_area_metric();  // only a score without a target is ours alone
    const MetricTable table(&metric, 1);
    const MaskComparison without_target(two, none, {});
    CHECK(measure(table, without_target) == std::vector<double>{8});
    CHECK(std::isnan(measure(table, without_target, EmptyRule::nan).front()));
    CHECK(std::isnan(measure(table, without_target, EmptyRule::skip).front()));
    CHECK(measure(table, MaskComparison(none, two, {}), EmptyRule::nan) == std::vector<double>{7});
    CHECK(measure(table, MaskComparison(none, none, {}), EmptyRule::skip) == std::vector<double>{9});
}

TEST_CASE("only ratios of nothing and distances to nothing are left undefined") {
    const auto undefined = [](const Mask& predicted, const Mask& target) {
        std::string names;
        const auto values = measure(all_metrics(), MaskComparison(predicted, target, {}), EmptyRule::nan);
        for (std::size_t i = 0; i < values.size(); ++i) {
            if (std::isnan(values[i])) names += std::string(all_metrics()[i].name) + " ";
        }
        return names;
    };
    CHECK(undefined(none, two) == "precision hd95 hd assd ");
    CHECK(undefined(two, none) == "recall hd95 hd assd volume_error ");
    CHECK(undefined(none, none) == "precision recall nsd hd95 hd assd boundary_iou volume_error ");
    CHECK(undefined(two, three).empty());
}
