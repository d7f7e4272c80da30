#include "imis/report/html_report.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "catch.hpp"
#include "html/case_pictures.hpp"
#include "html/page_data.hpp"
#include "html/page_template.hpp"
#include "html/reported_runs.hpp"
#include "html/score_statistics.hpp"
#include "imis/base/error.hpp"
#include "imis/base/files.hpp"
#include "imis/base/temporary_folder.hpp"
#include "imis/evaluation/store.hpp"
#include "imis/report/result_files.hpp"

using namespace imis;

namespace {

namespace fs = std::filesystem;

// A round whose Dice is percent / 100, of a target of that many pixels.
RoundResult round_of(const std::string& target, int class_index, int round, std::int64_t percent, std::int64_t pixels) {
    RoundResult result;
    result.class_index = class_index;
    result.target = target;
    result.round = round;
    result.prompt = R"({"grid":[8,8],"points":[[1,1,1]]})";
    result.overlap = {pixels * percent / 100, pixels, pixels};
    result.scores = measure(standard_metrics(), result.overlap);
    result.predicted_iou = 0.85;
    return result;
}

ImageResult result_of(const std::string& model, const std::string& image, std::int64_t item) {
    ImageResult result;
    result.model = model;
    result.dataset = "set";
    result.modality = "CT";
    result.image = image;
    result.item = item;
    result.width = 100;
    result.height = 60;
    return result;
}

// A run of two systems, the second named first and given one round; one image of it is skipped.
void write_run(const fs::path& folder, const std::string& first = "net") {
    ResultStore store(folder, {{{"model", first + ", box"}, {"prompt", "point"}, {"metrics", "dice, iou"}}, {}}, false);
    ImageResult result = result_of(first, "one", 0);
    for (int round = 1; round <= 2; ++round) {
        result.rounds.push_back(round_of("liver", 0, round, round == 1 ? 40 : 80, 1000));
        result.rounds.push_back(round_of("</script><b>", 1, round, round == 1 ? 60 : 90, 100));
    }
    store.add(result);
    ImageResult other = result_of("box", "one", 0);
    other.rounds.push_back(round_of("liver", 0, 1, 50, 1000));
    other.rounds.front().predicted_iou = std::numeric_limits<double>::quiet_NaN();
    store.add(other);
    ImageResult skipped = result_of("box", "two", 1);
    skipped.skip_reason = "image/two.png: truncated";
    store.add(skipped);
}

html::Json data_of(const fs::path& page) {
    const std::string text = read_text_file(page);
    const std::string start = R"(<script type="application/json" id="report-data">)";
    const std::size_t from = text.find(start) + start.size();
    return html::Json::parse(text.substr(from, text.find("</script>", from) - from));
}

}  // namespace

TEST_CASE("a box has quartiles, whiskers to the last value within reach, and what lies beyond") {
    const html::ScoreBox box = html::score_box({0.9, 0.1, 0.8, 0.85, 0.95, 0.88, 0.86});
    CHECK(box.count == 7);
    CHECK(box.median == Approx(0.86));
    CHECK(box.lower_quartile == Approx(0.825));
    CHECK(box.upper_quartile == Approx(0.89));
    CHECK(box.low == Approx(0.8));
    CHECK(box.high == Approx(0.95));
    CHECK(box.outliers == std::vector<double>{0.1});
    CHECK(box.mean == Approx(5.34 / 7));

    const html::ScoreBox one = html::score_box({0.5});
    CHECK(one.low == 0.5);
    CHECK(one.high == 0.5);
    CHECK(one.outliers.empty());

    std::vector<double> many(1000, 0.9);
    many.insert(many.end(), 100, 0.1);
    CHECK(html::score_box(many).outliers.size() == html::most_outliers);
}

TEST_CASE("the data of a page are those of the store") {
    const TemporaryFolder folder;
    write_run(folder / "run");
    const auto file = write_html_report({{folder / "run"}, folder / "deep/page.html", {}, 4});
    CHECK(file.bytes == fs::file_size(folder / "deep/page.html"));
    CHECK(file.pictures == 0);
    const html::Json data = data_of(folder / "deep/page.html");

    CHECK(data["systems"][0]["name"] == "net");  // as the command line had them, not by name
    CHECK(data["systems"][0]["rounds"] == 2);
    CHECK(data["systems"][1]["name"] == "box");
    CHECK(data["systems"][1]["rounds"] == 1);
    CHECK(data["metrics"][0]["name"] == "dice");
    CHECK(data["metrics"][1]["name"] == "iou");

    const html::Json& last = data["overall"][0]["rounds"][1];
    CHECK(last["dice"]["mean"] == Approx(0.85));
    CHECK(last["dice"]["low"].is_null());  // one image
    CHECK(last["metrics"][1]["mean"] == Approx((0.8 / 1.2 + 0.9 / 1.1) / 2).margin(1e-6));
    CHECK(last["quartiles"][0] == Approx(0.825));
    CHECK(data["modalities"]["last"][0][0]["n"] == 2);
    CHECK(data["modalities"]["first"][0][0]["mean"] == Approx(0.5));
    CHECK(data["datasets"]["last"][1][0] == Approx(0.5));
    CHECK(data["sizes"]["names"] == html::Json{"1% to 10%", "10% to 100%"});  // those of the tables
    CHECK(data["sizes"]["last"][0][0]["mean"] == Approx(0.9));
    CHECK(data["sizes"]["last"][0][1]["mean"] == Approx(0.8));
    CHECK(data["sizes"]["last"][1][0].is_null());
    CHECK(data["calibration"][0]["bins"][0]["predicted"] == Approx(0.85));
    CHECK(data["calibration"][1]["bins"].empty());  // it has no estimate
    CHECK(data["skipped"]["total"] == 1);
    CHECK(data["skipped"]["items"][0]["reason"] == "image/two.png: truncated");
    CHECK(data["counts"][1]["images"] == 2);
    CHECK(data["counts"][1]["skipped"] == 1);

    // Lowest first, names by place.
    REQUIRE(data["cases"]["rows"].size() == 3);
    const html::Json& lowest = data["cases"]["rows"][0];
    CHECK(lowest[0] == 1);
    CHECK(data["cases"]["targets"][lowest[3].get<std::size_t>()] == "liver");
    CHECK(lowest[7] == Approx(0.5));
    CHECK(lowest[10].is_null());
    CHECK(data["no_pictures"].get<std::string>().find("masks") != std::string::npos);
}

TEST_CASE("a page over volumes has the tables' intervals and groups") {
    const TemporaryFolder folder;
    ResultStore store(folder / "run", {{{"model", "net"}, {"rounds", "2"}, {"metrics", "dice, iou"}}, {}}, false);
    constexpr int volumes = 22;
    constexpr int slices = 3;
    for (int item = 0; item < volumes * slices; ++item) {
        ImageResult result = result_of("net", "slice_" + std::to_string(item), item);
        result.volume = "volume_" + std::to_string(item / slices);
        for (const int round : {1, 2}) {
            result.rounds.push_back(round_of("liver", 0, round, 30 + 20 * round + item % 17, 1000));
            if (item % 2 == 0) result.rounds.push_back(round_of("spleen", 1, round, 50 + item % 13, 20 + item));
        }
        store.add(result);
    }
    write_html_report({{folder / "run"}, folder / "page.html", {}, 4});
    const html::Json data = data_of(folder / "page.html");
    const Summary summary = read_reports(folder / "run").front().report.summary;

    CHECK(data["overall"][0]["interval"] == "BCa bootstrap over 22 volumes");
    REQUIRE(summary.overall.rounds.size() == 2);
    for (std::size_t round = 0; round < 2; ++round) {
        for (std::size_t metric = 0; metric < 2; ++metric) {
            const MetricMeans& means = summary.overall.rounds[round].metrics[metric];
            const html::Json& shown = data["overall"][0]["rounds"][round]["metrics"][metric];
            REQUIRE(means.interval);
            CHECK(means.interval->low < means.interval->high);
            CHECK(shown["mean"] == html::rounded(means.image_mean));
            CHECK(shown["low"] == html::rounded(means.interval->low));
            CHECK(shown["high"] == html::rounded(means.interval->high));
        }
    }
    const std::vector<GroupSummary>& sizes = summary.groups("target_size");
    REQUIRE(sizes.size() == 3);
    REQUIRE(data["sizes"]["names"].size() == sizes.size());
    for (std::size_t group = 0; group < sizes.size(); ++group) {
        CHECK(data["sizes"]["names"][group] == sizes[group].name);
        CHECK(data["sizes"]["last"][0][group]["n"] == sizes[group].targets);
        CHECK(data["sizes"]["last"][0][group]["mean"] ==
              html::rounded(sizes[group].rounds.back().metrics.front().target_mean));
    }
}

TEST_CASE("a page ends where it should, whatever names hold, and is the same every time") {
    const TemporaryFolder folder;
    write_run(folder / "run");
    write_html_report({{folder / "run"}, folder / "one.html", {}, 4});
    write_html_report({{folder / "run"}, folder / "two.html", {}, 4});
    const std::string page = read_text_file(folder / "one.html");
    CHECK(page == read_text_file(folder / "two.html"));
    CHECK(page.find("</script><b>") == std::string::npos);
    CHECK(data_of(folder / "one.html")["cases"]["targets"].dump().find("</script><b>") != std::string::npos);
    CHECK(page.ends_with("</html>\n"));
    for (const char* name : {"data", "style.css", "plotly.min.js", "main.js"}) {
        CHECK(page.find("@@" + std::string(name)) == std::string::npos);
    }
    CHECK(page.find("plotly.js v") != std::string::npos);  // its licence stands above it
    CHECK(page.find("Permission is hereby granted, free of charge") != std::string::npos);
    CHECK(html::embedded(html::Json("</script>\xff")) == "\"\\u003c/script>\xef\xbf\xbd\"");
}

TEST_CASE("systems that several runs share are called by their run too") {
    const TemporaryFolder folder;
    write_run(folder / "a");
    write_run(folder / "b", "other");
    fs::create_directories(folder / "deep");
    write_run(folder / "deep/a");
    const html::ReportedRuns report =
        html::read_reported_runs(std::vector{folder / "a", folder / "b", folder / "deep/a"});
    std::vector<std::string> names;
    for (const html::ReportedSystem& system : report.systems) names.push_back(system.name);
    CHECK(names == std::vector<std::string>{"net (a)", "box (a)", "other", "box (b)", "net (a) 2", "box (a) 2"});

    CHECK_THROWS_AS(html::read_reported_runs({}), UsageError);
    CHECK_THROWS_WITH(html::read_reported_runs(std::vector{folder / "a", folder / "." / "a"}), contains("twice"));
    CHECK_THROWS_AS(html::read_reported_runs(std::vector{folder / "nowhere"}), Error);
}

TEST_CASE("a page keeps to its size: cases with a high Dice go first") {
    const TemporaryFolder folder;
    ResultStore store(folder / "run", {{{"model", "net"}, {"metrics", "dice, iou"}}, {}}, false);
    ImageResult result = result_of("net", "one", 0);
    constexpr int cases = 3000;
    for (int i = 0; i < cases; ++i) {
        result.rounds.push_back(round_of("target number " + std::to_string(i), i, 1, i % 100, 1000));
    }
    store.add(result);
    const auto whole = write_html_report({{folder / "run"}, folder / "whole.html", {}, 4});
    CHECK(data_of(folder / "whole.html")["cases"]["rows"].size() == cases);
    const std::size_t limit = whole.bytes - 50'000;
    const auto less = write_html_report({{folder / "run"}, folder / "less.html", {}, 4, limit});
    CHECK(less.bytes <= limit);
    const html::Json data = data_of(folder / "less.html");
    CHECK(data["cases"]["total"] == cases);
    REQUIRE(data["cases"]["rows"].size() < cases);
    CHECK(data["cases"]["rows"].size() > 100);
    const std::size_t shown = data["cases"]["rows"].size();
    CHECK(data["cases"]["rows"][shown - 1][7] <= static_cast<double>(shown) / cases + 0.02);
    CHECK(data["overall"][0]["targets"] == cases);  // figures have all
    CHECK_THROWS_WITH(write_html_report({{folder / "run"}, folder / "none.html", {}, 4, 1'000'000}), contains("fewer"));
    CHECK_FALSE(fs::exists(folder / "none.html"));
}

TEST_CASE("cases to picture are the worst, the best and those that gained, one an image") {
    std::vector<html::ReportedCase> cases;
    const auto add = [&](const std::string& image, std::vector<double> dice, int repeat = 1) {
        html::ReportedCase& one = cases.emplace_back();
        one.dataset = "set";
        one.image = image;
        one.dice = std::move(dice);
        one.repeat = repeat;
    };
    add("a", {0.5, 0.6});
    add("a", {0.1, 0.7});
    add("b", {0.9, 0.8});
    add("c", {0.0, 0.1}, 2);
    add("d", {0.85, 0.95});
    using Places = std::vector<std::size_t>;
    CHECK(html::chosen_cases(cases, html::CaseKind::worst, 3) == Places{0, 2, 4});
    CHECK(html::chosen_cases(cases, html::CaseKind::best, 2) == Places{4, 2});
    CHECK(html::chosen_cases(cases, html::CaseKind::improved, 3) == Places{1, 4});  // b lost, c is a second repeat
}
