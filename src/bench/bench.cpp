#include "imis/bench/bench.hpp"

#include <algorithm>

#include "generated_images.hpp"
#include "imis/base/quantile.hpp"
#include "imis/base/stopwatch.hpp"
#include "imis/model/bundle.hpp"
#include "machine.hpp"
#include "parity.hpp"
#include "stage_times.hpp"

namespace imis {
namespace {

// Tells a listener of the stages for as long as it lives.
class Listening {
public:
    explicit Listening(StageListener& listener) { listen_to_stages(&listener); }
    ~Listening() { listen_to_stages(nullptr); }
    Listening(const Listening&) = delete;
    Listening& operator=(const Listening&) = delete;
};

double sum(const std::vector<double>& values) {
    double all = 0;
    for (const double value : values) all += value;
    return all;
}

// Seconds that images and their reading took.
double whole_of(const StageTimes& times) {
    double whole = 0;
    for (const Stage stage : {Stage::image, Stage::read}) {
        const auto found = times.seconds().find(stage);
        if (found != times.seconds().end()) whole += sum(found->second);
    }
    return whole;
}

std::vector<StageReport> stage_reports(const StageTimes& times, const OperationCounter& operations, double whole) {
    std::vector<StageReport> reports;
    for (const auto& [stage, seconds] : times.seconds()) {
        if (stage == Stage::image) continue;
        std::vector<double> sorted = seconds;
        std::ranges::sort(sorted);
        StageReport report;
        report.stage = stage;
        report.calls = static_cast<std::int64_t>(sorted.size());
        report.median = quantile(sorted, 0.5);
        report.low = quantile(sorted, 0.1);
        report.high = quantile(sorted, 0.9);
        report.total = sum(sorted);
        report.share = report.total / whole;
        // Elsewhere there are products too, too few to say anything about a rate.
        constexpr double least = 1e8;
        if (operations.mean(stage) >= least) report.flop = operations.mean(stage);
        reports.push_back(report);
    }
    return reports;
}

}  // namespace

BenchPrompts bench_prompts(const Manifest& manifest, int rounds) {
    if (manifest.prompts.has(PromptKind::point)) return {{PromptKind::point}, rounds};
    return {{PromptKind::box}, 1};
}

EngineOptions engine_options(const BenchOptions& options) {
    return {options.device, options.precision, 1, options.batch};
}

BenchReport measure_work(const Engine& engine, const BenchOptions& options,
                         const std::function<BenchWork(int images)>& work) {
    BenchReport report;
    report.model = engine.manifest().name;
    report.device = engine.device().str();
    report.device_name = device_name(engine.device());
    report.options = options;
    (void)work(options.threads);

    reset_peak_device_bytes(engine.device());
    const Stopwatch watch;
    report.work = work(options.images);
    report.seconds = watch.seconds();
    report.peak_device_bytes = peak_device_bytes(engine.device());
    report.peak_host_bytes = peak_host_bytes();

    // Before and after: of a machine that others use, too, the better figure is nearer to what it can do.
    const auto rate = [&] { return matrix_rate(engine.device(), options.precision, options.threads); };
    report.matrix_rate = rate();
    StageTimes times(engine.device());
    {
        const Listening listening(times);
        (void)work(options.images);
    }
    OperationCounter operations;
    {
        const Listening listening(operations);
        (void)work(1);
    }
    report.whole = whole_of(times);
    report.stages = stage_reports(times, operations, report.whole);
    report.matrix_rate = std::max(report.matrix_rate, rate());
    report.batch = engine.batch_size();
    return report;
}

BenchReport run_bench(const BenchOptions& options) {
    const Bundle bundle = open_bundle(options.model);
    const Engine engine(bundle, engine_options(options));
    const GeneratedWork generated(engine, options);
    BenchReport report = measure_work(engine, options, [&](int images) { return generated.run(images); });
    if (options.parity) report.parity = compare_with_cpu(engine, bundle, generated);
    return report;
}

}  // namespace imis
