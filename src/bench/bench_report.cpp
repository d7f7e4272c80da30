#include <cstdio>

#include <nlohmann/json.hpp>

#include "imis/base/version.hpp"
#include "imis/bench/bench.hpp"

namespace imis {
namespace {

template <typename... Values>
std::string formatted(const char* format, Values... values) {
    char text[256];
    std::snprintf(text, sizeof text, format, values...);
    return text;
}

// FLOP/s of a stage's median call.
std::optional<double> rate_of(const StageReport& stage) {
    return stage.flop ? std::optional(*stage.flop / stage.median) : std::nullopt;
}

double accounted_share(const BenchReport& report) {
    double share = 0;
    for (const StageReport& stage : report.stages) share += stage.share;
    return share;
}

double per_second(std::int64_t count, const BenchReport& report) {
    return static_cast<double>(count) / report.seconds;
}

std::string stage_line(const StageReport& stage, double matrix_rate) {
    std::string line = formatted("%-11s %6lld %10.2f %10.2f %10.2f %6.1f%%",
                                 std::string(stage_words[stage.stage]).c_str(), static_cast<long long>(stage.calls),
                                 stage.median * 1e3, stage.low * 1e3, stage.high * 1e3, stage.share * 100);
    if (const auto rate = rate_of(stage)) {
        line += formatted(" %9.2f %9.1f %8.1f%%", *stage.flop / 1e9, *rate / 1e9, *rate / matrix_rate * 100);
    }
    return line + "\n";
}

std::string parity_text(const Parity& parity) {
    return formatted("against the CPU in fp32: features differ by at most %.3g (largest value %.3g), logits by %.3g, ",
                     parity.features_max_abs, parity.features_scale, parity.logits_max_abs) +
           formatted("predicted IoU by %.3g; %lld of %lld masks differ, the lowest Dice is %.6f\n",
                     parity.predicted_iou_max_abs, static_cast<long long>(parity.unequal_masks),
                     static_cast<long long>(parity.masks), parity.lowest_dice);
}

nlohmann::ordered_json or_null(std::optional<double> value) {
    return value ? nlohmann::ordered_json(*value) : nlohmann::ordered_json();
}

nlohmann::ordered_json stage_json(const StageReport& stage, double matrix_rate) {
    const auto rate = rate_of(stage);
    return {{"stage", stage_words[stage.stage]},
            {"calls", stage.calls},
            {"median_ms", stage.median * 1e3},
            {"low_ms", stage.low * 1e3},
            {"high_ms", stage.high * 1e3},
            {"total_s", stage.total},
            {"share", stage.share},
            {"gflop", or_null(stage.flop ? std::optional(*stage.flop / 1e9) : std::nullopt)},
            {"gflops", or_null(rate ? std::optional(*rate / 1e9) : std::nullopt)},
            {"of_matrix_rate", or_null(rate ? std::optional(*rate / matrix_rate) : std::nullopt)}};
}

nlohmann::ordered_json parity_json(const Parity& parity) {
    return {{"features_max_abs", parity.features_max_abs}, {"features_scale", parity.features_scale},
            {"logits_max_abs", parity.logits_max_abs},     {"predicted_iou_max_abs", parity.predicted_iou_max_abs},
            {"lowest_dice", parity.lowest_dice},           {"masks", parity.masks},
            {"unequal_masks", parity.unequal_masks}};
}

}  // namespace

std::string bench_text(const BenchReport& report) {
    const BenchOptions& options = report.options;
    std::string text = report.model + " on " + report.device_name + " (" + report.device + "), " +
                       word_of(precision_words, options.precision) + ", threads " + std::to_string(options.threads) +
                       ", batches of " + std::to_string(report.batch) + "\n\n" +
                       "stage        calls  median ms   10% (ms)   90% (ms)  share     GFLOP   GFLOP/s of matrix\n";
    for (const StageReport& stage : report.stages) text += stage_line(stage, report.matrix_rate);
    text += formatted("%-11s %38s %6.1f%%\n\n", "elsewhere", "", (1 - accounted_share(report)) * 100);
    text +=
        formatted("images: %lld, mask-rounds: %lld, in %.2f s: %.3g images/s, %.3g mask-rounds/s\n",
                  static_cast<long long>(report.work.images), static_cast<long long>(report.work.mask_rounds),
                  report.seconds, per_second(report.work.images, report), per_second(report.work.mask_rounds, report));
    text += formatted("matrix products (4096 x 768 by 768 x 3072): %.1f GFLOP/s a thread\n", report.matrix_rate / 1e9);
    text += formatted("peak memory: %.0f MiB", static_cast<double>(report.peak_host_bytes) / (1 << 20));
    if (report.peak_device_bytes) {
        text += formatted(", %.0f MiB on the device", static_cast<double>(*report.peak_device_bytes) / (1 << 20));
    }
    text += "\n";
    if (report.parity) text += parity_text(*report.parity);
    return text;
}

std::string bench_json(const BenchReport& report) {
    const BenchOptions& options = report.options;
    nlohmann::ordered_json json = {{"schema", 1},
                                   {"version", version()},
                                   {"model", report.model},
                                   {"device", report.device},
                                   {"device_name", report.device_name},
                                   {"precision", word_of(precision_words, options.precision)},
                                   {"threads", options.threads},
                                   {"batch", report.batch},
                                   {"rounds", options.rounds},
                                   {"images", report.work.images},
                                   {"mask_rounds", report.work.mask_rounds}};
    if (options.data.empty()) {
        json["image_size"] = {options.image_size.height, options.image_size.width};
        json["targets"] = options.targets;
    }
    for (const StageReport& stage : report.stages) json["stages"].push_back(stage_json(stage, report.matrix_rate));
    json["whole_s"] = report.whole;
    json["unaccounted_share"] = 1 - accounted_share(report);
    json["seconds"] = report.seconds;
    json["images_per_s"] = per_second(report.work.images, report);
    json["mask_rounds_per_s"] = per_second(report.work.mask_rounds, report);
    json["matrix_gflops"] = report.matrix_rate / 1e9;
    json["peak_host_bytes"] = report.peak_host_bytes;
    json["peak_device_bytes"] = report.peak_device_bytes ? nlohmann::ordered_json(*report.peak_device_bytes) : nullptr;
    json["parity"] = report.parity ? parity_json(*report.parity) : nlohmann::ordered_json();
    return json.dump(1) + "\n";
}

}  // namespace imis
