// Measuring the embedded model.
#include "imis/bench/bench.hpp"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "catch.hpp"
#include "copied_bundle.hpp"
#include "imis/base/error.hpp"

using namespace imis;

namespace {

BenchOptions small_options() {
    BenchOptions options;
    options.model = tiny_bundle();
    options.image_size = {64, 80};
    options.targets = 3;
    options.rounds = 2;
    options.images = 2;
    options.batch = 2;
    options.device = "cpu";
    return options;
}

std::int64_t calls_of(const BenchReport& report, Stage stage) {
    const auto found = std::ranges::find(report.stages, stage, &StageReport::stage);
    return found == report.stages.end() ? 0 : found->calls;
}

}  // namespace

TEST_CASE("a report covers the stages of every image and all of its time") {
    const BenchReport report = run_bench(small_options());
    CHECK(report.work.images == 2);
    CHECK(report.work.mask_rounds == 2 * 3 * 2);
    CHECK(calls_of(report, Stage::encode) == 2);
    CHECK(calls_of(report, Stage::decode) == 2 * 2 * 2);  // images, batches, rounds
    CHECK(calls_of(report, Stage::read) == 0);
    double share = 0;
    for (const StageReport& stage : report.stages) {
        share += stage.share;
        CHECK(stage.low <= stage.median);
        CHECK(stage.median <= stage.high);
        CHECK(stage.flop.has_value() == (stage.stage == Stage::encode || stage.stage == Stage::decode));
    }
    CHECK(share <= 1);
    CHECK(share > 0.5);  // on the busiest of machines; 0.95 and more elsewhere
    CHECK(report.batch == 2);
    CHECK(report.matrix_rate > 1e6);
    CHECK(report.peak_host_bytes > 1 << 20);
    CHECK_FALSE(report.peak_device_bytes);
}

TEST_CASE("the CPU in fp32 equals itself, and bf16 is near it") {
    BenchOptions options = small_options();
    options.parity = true;
    const Parity same = run_bench(options).parity.value();
    CHECK(same.masks == 2 * 3);
    CHECK(same.unequal_masks == 0);
    CHECK(same.features_max_abs == 0);
    CHECK(same.logits_max_abs == 0);
    CHECK(same.lowest_dice == 1);
    options.precision = Precision::bf16;
    const Parity near = run_bench(options).parity.value();
    CHECK(near.features_max_abs > 0);
    CHECK(near.features_max_abs < 0.1 * near.features_scale);
    CHECK(near.lowest_dice > 0.9);
}

TEST_CASE("targets that would be too small are refused") {
    BenchOptions options = small_options();
    options.targets = 400;
    CHECK_THROWS_AS(run_bench(options), UsageError);
}

TEST_CASE("threads share the images") {
    BenchOptions options = small_options();
    options.threads = 3;
    options.images = 9;
    CHECK(run_bench(options).work.mask_rounds == 9 * 3 * 2);
}

TEST_CASE("the report as JSON has the figures of the table") {
    BenchReport report;
    report.model = "m";
    report.device_name = "a \"machine\"";
    report.options = small_options();
    report.work = {4, 24};
    report.seconds = 2;
    report.matrix_rate = 50e9;
    report.whole = 2;
    StageReport encode;
    encode.stage = Stage::encode;
    encode.calls = 4;
    encode.median = 0.25;
    encode.total = 1;
    encode.share = 0.5;
    encode.flop = 10e9;
    report.stages = {encode};
    const auto json = nlohmann::json::parse(bench_json(report));
    CHECK(json["device_name"] == "a \"machine\"");
    CHECK(json["images_per_s"] == 2);
    CHECK(json["mask_rounds_per_s"] == 12);
    CHECK(json["unaccounted_share"] == 0.5);
    CHECK(json["stages"][0]["gflops"] == 40);
    CHECK(json["stages"][0]["of_matrix_rate"] == 0.8);
    CHECK(json["peak_device_bytes"].is_null());
    CHECK(json["parity"].is_null());
    CHECK_THAT(bench_text(report), contains("80.0%"));
}
