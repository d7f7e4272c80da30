#include "imis/report/claims.hpp"

#include <nlohmann/json.hpp>

#include "catch.hpp"
#include "imis/report/run_times.hpp"
#include "imis/report/summary.hpp"

using namespace imis;

namespace {

// A mask of IoU percent / 100 in a round.
Score mask_score(const std::string& modality, int round, int percent) {
    return {"set", modality, "1", "liver", 1, round, {percent, percent, 100}, {}};
}

ModelClaims some_claims(bool categories) {
    const auto named = [&](const NamedCategories& names) { return categories ? names : NamedCategories{}; };
    ModelClaims claims;
    claims.add(mask_score("CT", 1, 50), 0.75, named({{"liver", "spleen"}, "liver"}));
    claims.add(mask_score("MR", 1, 90), 0.95, named({{"spleen", "liver"}, "liver"}));
    claims.add(mask_score("MR", 2, 90), 0.85, named({{"spleen"}, ""}));
    claims.add(mask_score("MR", 3, 90), 0.90, named({{"liver"}, "liver"}));
    return claims;
}

using Cells = std::vector<std::string>;

}  // namespace

TEST_CASE("the first and the last round of what a model says of its masks") {
    const Table table = claims_table({{"", some_claims(true)}});
    REQUIRE(table.rows.size() == 2);
    CHECK(table.rows[0] == Cells{"1", "2", "0.1500", "2", "0.5000", "1.0000", "0"});
    CHECK(table.rows[1] == Cells{"3", "1", "0.0000", "1", "1.0000", "1.0000", "0"});
    CHECK(table.columns[2].full_name() == "Predicted IoU (ECE)");
    CHECK(table.notes.size() == 2);
}

TEST_CASE("a model without categories has no columns for them, beside one with categories dashes") {
    const Table alone = claims_table({{"", some_claims(false)}});
    CHECK(alone.columns.size() == 3);
    CHECK(alone.notes.size() == 1);
    CHECK(claims_table({{"", ModelClaims{}}}).rows.empty());
    const Table both = claims_table({{"a", some_claims(true)}, {"b", some_claims(false)}, {"c", ModelClaims{}}});
    REQUIRE(both.rows.size() == 4);
    CHECK(both.rows[2] == Cells{"b", "1", "2", "0.1500", "-", "-", "-", "-"});
    ModelClaims unjudged;
    unjudged.add(mask_score("MR", 1, 90), 0.85, {{"spleen"}, ""});
    CHECK(claims_table({{"", unjudged}}).rows[0] == Cells{"1", "1", "0.0500", "0", "-", "-", "1"});
}

TEST_CASE("files of claims and reliability curves by group and round") {
    const std::string csv = render_csv(claims_file(some_claims(true)));
    CHECK(csv ==
          "grouping,name,round,masks,ece,category_masks,category_top_1,category_top_3,without_category\n"
          "overall,all,1,2,0.150000,2,0.500000,1.000000,0\n"
          "overall,all,2,1,0.050000,0,,,1\n"
          "overall,all,3,1,0.000000,1,1.000000,1.000000,0\n"
          "modality,CT,1,1,0.250000,1,1.000000,1.000000,0\n"
          "modality,MR,1,1,0.050000,1,0.000000,1.000000,0\n"
          "modality,MR,2,1,0.050000,0,,,1\n"
          "modality,MR,3,1,0.000000,1,1.000000,1.000000,0\n");
    const Table bins = calibration_file(some_claims(true));
    REQUIRE(bins.rows.size() == 7 * 10);
    CHECK(bins.rows[7] == Cells{"overall", "all", "1", "0.700000", "0.800000", "1", "0.750000", "0.500000"});
    CHECK(bins.rows[0] == Cells{"overall", "all", "1", "0.000000", "0.100000", "0", "", ""});
}

TEST_CASE("claims in summary.json: null where there is nothing to tell") {
    Report report;
    report.claims = some_claims(false);
    auto json = nlohmann::json::parse(summary_json(report));
    const auto& round = json["claims"][0]["rounds"][0];
    CHECK(round["predicted_iou"]["ece"] == 0.15);
    CHECK(round["predicted_iou"]["bins"][7]["count"] == 1);
    CHECK(round["predicted_iou"]["bins"][0]["mean_true"].is_null());
    CHECK(round["category"].is_null());
    CHECK(json["times"].is_null());
    report.claims = some_claims(true);
    json = nlohmann::json::parse(summary_json(report));
    CHECK(json["claims"][0]["rounds"][0]["category"] ==
          nlohmann::json{{"masks", 2}, {"left_out", 0}, {"top_1", 0.5}, {"top_3", 1.0}});
}

TEST_CASE("times: mean and median of an image and of a mask-round") {
    const std::vector<StoredTime> times = {{"m", 1.0, 0.4, 4}, {"m", 2.0, 1.5, 5}, {"m", 6.0, 2.0, 2}};
    const RunTimes summary = summarise_times(times);
    CHECK(summary.images == 3);
    CHECK(summary.mask_rounds == 11);
    CHECK(summary.image_mean == 3);
    CHECK(summary.image_median == 2);
    CHECK(summary.mask_round_mean == Approx(3.9 / 11));
    CHECK(summary.mask_round_median == Approx(0.3));  // of 0.1, 0.3 and 1
    const Table table = time_table({{"", summary}});
    REQUIRE(table.rows.size() == 1);
    CHECK(table.rows[0] == Cells{"3", "11", "3.000", "2.000", "0.3545", "0.3000"});
    CHECK(time_table({{"", summarise_times({})}}).rows.empty());
    CHECK(time_table({{"a", summary}, {"b", {}}}).rows[0][0] == "a");

    Report report;
    report.times = summary;
    CHECK(nlohmann::json::parse(summary_json(report))["times"]["image_seconds"]["median"] == 2);
    CHECK_THAT(render_text(report), contains("Seconds per mask-round"));
}
