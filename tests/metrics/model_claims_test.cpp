#include "imis/metrics/model_claims.hpp"

#include <cmath>

#include "catch.hpp"

using namespace imis;

namespace {

// A score whose IoU is percent / 100.
Score claimed(const std::string& modality, int round, int percent) {
    return {"set", modality, "1", "liver", 1, round, {percent, percent, 100}, {}};
}

}  // namespace

TEST_CASE("top 1 and top 3, and targets without a category in the model's table") {
    CategoryAccuracy accuracy;
    accuracy.add({{"liver", "spleen", "kidney"}, "liver"});
    accuracy.add({{"spleen", "liver", "kidney"}, "liver"});
    accuracy.add({{"spleen", "kidney", "liver"}, "liver"});
    accuracy.add({{"spleen", "kidney", "aorta"}, "liver"});
    accuracy.add({{"spleen", "kidney", "aorta"}, ""});
    CHECK(accuracy.count() == 4);
    CHECK(accuracy.left_out() == 1);
    CHECK(accuracy.top_1() == 0.25);
    CHECK(accuracy.top_3() == 0.75);
}

TEST_CASE("a fourth category is not among the first three, and a model may have fewer than three") {
    CategoryAccuracy accuracy;
    accuracy.add({{"a", "b", "c", "liver"}, "liver"});
    CHECK(accuracy.top_3() == 0);
    accuracy.add({{"a", "liver"}, "liver"});
    accuracy.add({{"a", "b"}, "liver"});
    CHECK(accuracy.top_3() == Approx(1.0 / 3));
    CHECK(accuracy.top_1() == 0);
}

TEST_CASE("a model that names no categories has no accuracy") {
    CategoryAccuracy accuracy;
    accuracy.add({{}, ""});
    accuracy.add({{}, "liver"});
    CHECK(accuracy.count() == 0);
    CHECK(accuracy.left_out() == 0);
    CHECK(std::isnan(accuracy.top_1()));
    CHECK(std::isnan(accuracy.top_3()));
}

TEST_CASE("claims are gathered by round, overall and by modality") {
    ModelClaims claims;
    CHECK(claims.groups().empty());
    claims.add(claimed("CT", 1, 50), 0.6, {{"liver"}, "liver"});
    claims.add(claimed("MR", 1, 70), 0.6, {{"spleen"}, "liver"});
    claims.add(claimed("CT", 2, 80), 0.9, {{"liver"}, "liver"});
    const auto groups = claims.groups();
    REQUIRE(groups.size() == 3);
    CHECK(groups[0].name == "all");
    CHECK(groups[1].name == "CT");
    CHECK(groups[2].grouping == "modality");
    CHECK(groups[0].rounds.at(1).iou.count() == 2);
    CHECK(groups[0].rounds.at(1).iou.expected_error() == Approx(0.0).margin(1e-8));
    CHECK(groups[0].rounds.at(1).category.top_1() == 0.5);
    CHECK(groups[1].rounds.at(1).iou.expected_error() == Approx(0.1));
    CHECK(groups[1].rounds.at(2).iou.expected_error() == Approx(0.1));
    CHECK(groups[2].rounds.at(1).iou.expected_error() == Approx(0.1));
    CHECK(groups[2].rounds.size() == 1);
}
