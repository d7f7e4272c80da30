#include "imis/report/challenge.hpp"

#include <nlohmann/json.hpp>

#include "catch.hpp"
#include "imis/report/summary.hpp"
#include "json_parts.hpp"
#include "sample_report.hpp"

using namespace imis;

namespace {

ChallengeSummary two_cases() {
    ChallengeSummary summary;
    summary.clicks = 5;
    summary.cases = {{"set", "a", 1, 2, {2.5, 0.75, 1.5, 0.5}}, {"set", "b", 1, 1, {3.5, 0.25, 2.5, 0}}};
    summary.targets = 3;
    summary.by_case = {3, 0.5, 2, 0.25};
    summary.by_target = {2.75, 0.6, 1.75, 0.3};
    return summary;
}

}  // namespace

TEST_CASE("the challenge's table has means over cases and targets, and says what they are") {
    const std::string text = render_text(challenge_table({{"", two_cases()}}));
    CHECK_THAT(text, contains("CVPR 2025 challenge"));
    CHECK_THAT(text, contains("cases           2  3.0000  0.5000  2.0000  0.2500"));
    CHECK_THAT(text, contains("targets         3  2.7500  0.6000  1.7500  0.3000"));
    CHECK_THAT(text, contains("5 click scores alone, from 0 to 4"));
    CHECK(challenge_table({{"", {}}}).rows.empty());
    CHECK(challenge_table({{"one", two_cases()}, {"two", two_cases()}}).rows.size() == 4);
}

TEST_CASE("the challenge's file has the means, then each case") {
    CHECK(render_csv(challenge_file(two_cases())) ==
          "mean,dataset,image,repeat,cases,targets,clicks,dsc_auc,dsc_final,nsd_auc,nsd_final\n"
          "case,,,,2,3,5,3.000000,0.500000,2.000000,0.250000\n"
          "target,,,,2,3,5,2.750000,0.600000,1.750000,0.300000\n"
          ",set,a,1,1,2,5,2.500000,0.750000,1.500000,0.500000\n"
          ",set,b,1,1,1,5,3.500000,0.250000,2.500000,0.000000\n");
    CHECK(challenge_file({}).rows.empty());
    CHECK(challenge_json(two_cases())["cases"][1]["dsc_final"] == 0.25);
}

TEST_CASE("a report by volumes says volumes wherever one of slices says images") {
    Report report = sample_report();
    report.unit = EvaluationUnit::volume;
    const std::string text = render_text(report);
    CHECK_THAT(text, contains("Volumes") && contains("volume mean"));
    for (const char* word : {"Images", "image mean", "mean over images", "an volume"})
        CHECK(text.find(word) == std::string::npos);
    CHECK_THAT(render_text(sample_report()), contains("Images") && contains("image mean"));
}
