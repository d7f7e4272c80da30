#include <stdexcept>

#include "catch.hpp"
#include "imis/report/summary.hpp"
#include "sample_report.hpp"

using namespace imis;

namespace {

// The table of a grouping without the row of all.
Table table_of(const Summary& summary, const std::string& grouping) {
    for (GroupedScores scores : summary.groupings) {
        if (scores.grouping.name != grouping) continue;
        scores.grouping.with_overall = false;
        return group_table(summary, scores);
    }
    throw std::out_of_range(grouping);
}

}  // namespace

TEST_CASE("group table: rounds as columns, then the interval and the other means of the last round") {
    const Summary summary = sample_report().summary;
    const Table table = group_table(summary, summary.groupings.at(1));
    CHECK(render_text(table) ==
          "Scores by data set\n"
          "                           Dice, image mean                            Dice, round 3        IoU, round 3\n"
          "Data set  Images  Targets  round 1  round 2  round 3  95% CI, round 3  target mean  pooled    image mean\n"
          "--------  ------  -------  -------  -------  -------  ---------------  -----------  ------  ------------\n"
          "abdomen        1        2   0.4000   0.5000   0.6000                -       0.6000  0.6000        0.4359\n"
          "brain          1        1   0.1000   0.2000   0.3000                -       0.3000  0.3000        0.1765\n"
          "all            2        3   0.2500   0.3500   0.4500                -       0.5000  0.5000        0.3062\n");
}

TEST_CASE("group table of a single round") {
    const Summary summary = sample_report(1).summary;
    const Table table = table_of(summary, "modality");
    REQUIRE(table.rows.size() == 2);
    CHECK(table.columns[3].full_name() == "Dice (image mean)");
    CHECK(table.columns[4].full_name() == "Dice (95% CI)");
    CHECK(table.columns[5].full_name() == "Dice (target mean)");
    CHECK(table.columns[6].full_name() == "Dice (pooled)");
    CHECK(table.columns[7].full_name() == "IoU (image mean)");
    CHECK(table.rows[0] == std::vector<std::string>{"CT", "1", "2", "0.4000", "-", "0.4000", "0.4000", "0.2549"});
}

TEST_CASE("more than eight rounds: the first seven and the last are shown") {
    const Summary summary = sample_report(10).summary;
    const Table table = table_of(summary, "target");
    REQUIRE(table.columns.size() == 3 + 8 + 4);
    CHECK(table.columns[9].name == "round 7");
    CHECK(table.columns[10].name == "round 10");
    CHECK(table.columns[11].name == "95% CI, round 10");
}

TEST_CASE("a group without a score in a round shows a dash") {
    const std::vector<Score> scores = {sample_score("abdomen", "1", "liver", 1, 50),
                                       sample_score("abdomen", "1", "liver", 2, 60),
                                       sample_score("brain", "1", "tumour", 1, 50)};
    const Table table = table_of(summarise(scores), "dataset");
    REQUIRE(table.rows.size() == 2);
    CHECK(table.rows[1] == std::vector<std::string>{"brain", "1", "1", "0.5000", "-", "-", "-", "-", "-"});
}

TEST_CASE("round table: all means over everything") {
    const Table table = round_table(sample_report().summary);
    REQUIRE(table.rows.size() == 3);
    CHECK(table.rows[0][0] == "1");
    CHECK(table.rows[0][1] == "2");
    CHECK(table.rows[0][2] == "3");
    CHECK(table.rows[0][3] == "0.2500");  // (mean of 0.5 and 0.3, and 0.1) / 2
    CHECK(table.rows[0][5] == "0.3000");  // (0.5 + 0.3 + 0.1) / 3
    CHECK(table.rows[0][6] == "0.3000");
    CHECK(table.rows[0][7] == "0.2500");
}

TEST_CASE("every table of scores counts empty predictions where there are any, and the settings say them") {
    Report report = sample_report(0);
    const auto empty_score = [](int round) {
        Score score = sample_score("brain", "1", "tumour", round, 0);
        score.overlap.predicted = 0;
        return score;
    };
    report.summary =
        summarise(std::vector<Score>{sample_score("abdomen", "1", "liver", 1, 50),
                                     sample_score("abdomen", "1", "liver", 2, 60), empty_score(1), empty_score(2)});
    const Table groups = table_of(report.summary, "dataset");
    CHECK(groups.columns[3].full_name() == "Empty, round 2 (predictions)");
    CHECK(groups.rows[0][3] == "0");
    CHECK(groups.rows[1][3] == "1");
    const Table rounds = round_table(report.summary);
    CHECK(rounds.columns[3].full_name() == "Empty (predictions)");
    CHECK(rounds.rows[1][3] == "1");
    CHECK(rounds.rows[1][4] == "0.3000");
    CHECK_THAT(render_text(report), contains("worst; empty predictions: 2 of 4\n"));
    CHECK(csv_table(report.summary.metrics, report.summary.groups("dataset")).rows[3][5] == "1");
}

TEST_CASE("the rule for empty masks that was asked for is the one that is said") {
    Report report = sample_report(1);
    report.context.emplace_back("empty", "skip");
    report.summary.empty = EmptyRule::skip;
    report.summary.overall.rounds[0].metrics[1].left_out = 3;
    const std::string text = render_text(report);
    CHECK_THAT(text, contains("are left out of means.\nLeft out in the last round: IoU 3."));
    CHECK_THAT(text, contains("skip; empty predictions: 0 of 3\n"));
    CHECK_THAT(summary_json(report), contains("are left out of means."));
}

TEST_CASE("skipped items: beyond the limit they are counted") {
    const Report report = sample_report();
    const Table all = skipped_table(report.skipped, 2);
    REQUIRE(all.rows.size() == 2);
    CHECK(all.rows[0] == std::vector<std::string>{"abdomen", "2", "(all)", "image/2.png: truncated"});
    CHECK(all.notes.empty());
    const Table first = skipped_table(report.skipped, 1);
    CHECK(first.rows.size() == 1);
    REQUIRE(first.notes.size() == 1);
    CHECK_THAT(first.notes[0], contains("1 more"));
}

TEST_CASE("the report has its tables in order and says the rules") {
    const std::string text = render_text(sample_report());
    std::size_t at = 0;
    for (const char* title :
         {"Run\n", "Scores by modality", "Scores by data set", "Scores by target", "Scores by round",
          "empty prediction of a non-empty target scores 0", "Items\n", "Skipped\n"}) {
        INFO(title);
        const std::size_t found = text.find(title, at);
        REQUIRE(found != std::string::npos);
        at = found;
    }
}

TEST_CASE("a report without scores shows what was skipped") {
    Report report = sample_report();
    report.summary = summarise({});
    const std::string markdown = render_markdown(report);
    CHECK(markdown.find("Scores by") == std::string::npos);
    CHECK_THAT(markdown, contains("| abdomen | 2 | (all) | image/2.png: truncated |"));
}
