#include "imis/report/curves.hpp"

#include <nlohmann/json.hpp>

#include "catch.hpp"
#include "imis/report/summary.hpp"
#include "json_parts.hpp"

using namespace imis;

namespace {

// IoU is percent / 100: the prediction lies within the target.
Score iou_score(const std::string& dataset, const std::string& image, const std::string& target, int round,
                int percent) {
    const Overlap counts{percent, percent, 100};
    return {dataset, dataset == "head" ? "MR" : "CT",    image, target, 1, round,
            counts,  measure(standard_metrics(), counts)};
}

// Two rounds of two images: 0.82 and 0.91 reach 0.80 at once and 0.90 in the last round; 0.50 and 0.70 reach nothing.
CurveSummary two_curves() {
    const std::vector<Score> scores = {iou_score("abdomen", "1", "liver", 1, 82),
                                       iou_score("abdomen", "1", "liver", 2, 91), iou_score("head", "1", "eye", 1, 50),
                                       iou_score("head", "1", "eye", 2, 70)};
    return summarise_curves(scores, standard_metrics(), {.rounds = 2});
}

CurveSummary one_round() {
    const std::vector<Score> scores = {iou_score("abdomen", "1", "liver", 1, 82)};
    return summarise_curves(scores, standard_metrics(), {.rounds = 1});
}

using Cells = std::vector<std::string>;

}  // namespace

TEST_CASE("the table of curves has a row for each modality and one for all") {
    CHECK(render_text(curve_table(two_curves())) ==
          "IoU over rounds\n"
          "                          NoC, rounds             Reached in round 2  Not reached in 2 rounds  "
          "IoU, image mean\n"
          "Modality  Images  Curves   @80   @85   @90   @95  @80  @85  @90  @95  @80  @85  @90       @95  "
          "   AUC   final    best\n"
          "--------  ------  ------  ----  ----  ----  ----  ---  ---  ---  ---  ---  ---  ---  --------  "
          "------  ------  ------\n"
          "CT             1       1  1.00  2.00  2.00  2.00    0    1    1    0    0    0    0         1  "
          "0.8650  0.9100  0.9100\n"
          "MR             1       1  2.00  2.00  2.00  2.00    0    0    0    0    1    1    1         1  "
          "0.6000  0.7000  0.7000\n"
          "all            2       2  1.50  2.00  2.00  2.00    0    1    1    0    1    1    1         2  "
          "0.7325  0.8050  0.8050\n"
          "NoC@90: rounds until IoU is at least 0.90 for the first time; 2 where it never is (image mean).\n"
          "Reached, not reached: curves of a target and repeat. AUC: trapezoids over the rounds, divided by their "
          "number less 1.\n");
}

TEST_CASE("a single round has no curve, nor has a run without IoU and Dice") {
    CHECK_FALSE(has_curves(one_round()));
    CHECK(curve_table(one_round()).rows.empty());
    CHECK(curve_file(one_round()).rows.empty());
    CHECK(curves_json(one_round()).is_null());
    CHECK_FALSE(has_curves(summarise_curves({}, choose_metrics("nsd"), {.rounds = 3})));
    CHECK_FALSE(has_curves(CurveSummary{}));
}

TEST_CASE("the file of curves has numbers in its columns and a row for every group") {
    const std::string csv = render_csv(curve_file(two_curves()));
    CHECK_THAT(csv, contains("grouping,name,metric,rounds,images,targets,curves,noc80,noc80_reached_at_cap,"
                             "noc80_not_reached,noc85,") &&
                        contains(",auc,final,best\n") &&
                        contains("\noverall,all,iou,2,2,2,2,1.500000,0,1,2.000000,1,1,2.000000,1,1,2.000000,0,2,"
                                 "0.732500,0.805000,0.805000\n") &&
                        contains("\ndataset,head,iou,2,1,1,1,2.000000,0,1,") && contains("\ntarget,liver,iou,"));
}

TEST_CASE("systems are rows of a comparison, and one without clicks is noted, not scored") {
    const std::vector<NamedCurves> systems = {
        {"box", "no clicks", one_round()}, {"imis", "", two_curves()}, {"broken", "", CurveSummary{}}};
    const Table table = curve_comparison(systems);
    REQUIRE(table.rows.size() == 1);
    CHECK(table.rows[0].front() == "imis");
    CHECK(table.rows[0].back() == "0.8050");
    CHECK(table.columns.front().name == "System");
    REQUIRE(table.notes.size() == 4);
    CHECK(table.notes[2] == "box: no clicks.");
    CHECK(table.notes[3] == "broken: no scores.");

    const Table file = curve_file(systems);
    REQUIRE(file.rows.size() == two_curves().groups.size());
    CHECK(file.columns[0].name == "system");
    CHECK(file.rows[0].size() == file.columns.size());
    CHECK(file.rows[0][0] == "imis");
    CHECK(curve_comparison({systems[0]}).rows.empty());
    CHECK(curve_file(std::vector{systems[0]}).rows.empty());
}

TEST_CASE("a protocol's own area and thresholds are named") {
    std::vector<Score> scores;
    for (const int round : {1, 2, 3}) scores.push_back(iou_score("abdomen", "1", "liver", round, 90));
    const CurveSummary curves = summarise_curves(
        scores, standard_metrics(), {.rounds = 3, .thresholds = {0.875}, .area = {.normalised = false, .left_out = 1}});
    const Table table = curve_table(curves);
    CHECK(table.columns[3].full_name() == "NoC, rounds (@87.5)");
    CHECK_THAT(table.notes[1], contains("AUC: trapezoids over the rounds after 1, not normalised."));
    CHECK(table.rows.back() == Cells{"all", "1", "1", "1.00", "0", "0", "0.9000", "0.9000", "0.9000"});
    CHECK(curves_json(curves)["auc"] == nlohmann::ordered_json{{"normalised", false}, {"rounds_left_out", 1}});
}

TEST_CASE("curves in summary.json are numbers") {
    Report report;
    report.curves = two_curves();
    const auto json = nlohmann::json::parse(summary_json(report))["curves"];
    CHECK(json["metric"] == "iou");
    CHECK(json["rounds"] == 2);
    const auto& all = json["groups"][0];
    CHECK(all["grouping"] == "overall");
    CHECK(all["auc"] == 0.7325);
    CHECK(all["noc"][2] ==
          nlohmann::json{{"threshold", 0.9}, {"rounds", 2.0}, {"reached_at_cap", 1}, {"not_reached", 1}});
    CHECK_THAT(render_text(report), contains("IoU over rounds\n"));
}
