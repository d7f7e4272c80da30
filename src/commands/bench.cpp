#include "imis/bench/bench.hpp"

#include <iostream>

#include "imis/base/error.hpp"
#include "imis/base/temporary_folder.hpp"
#include "imis/commands/commands.hpp"
#include "imis/evaluation/context.hpp"
#include "imis/evaluation/pipeline.hpp"
#include "imis/evaluation/plan.hpp"
#include "imis/evaluation/store.hpp"
#include "imis/evaluation/system.hpp"
#include "imis/model/bundle.hpp"

namespace imis {
namespace {

EvaluationOptions evaluation_of(const BenchOptions& options, const Manifest& manifest) {
    const BenchPrompts prompts = bench_prompts(manifest, options.rounds);
    EvaluationOptions evaluation;
    evaluation.models = {options.model};
    evaluation.data = {options.data};
    evaluation.prompt = prompts.first;
    evaluation.rounds = prompts.rounds;
    evaluation.device = options.device;
    evaluation.precision = options.precision;
    evaluation.threads = options.threads;
    evaluation.strict = true;  // an image that is skipped would count as one that takes no time
    return evaluation;
}

// Evaluates the first images of each data set, with a store that is thrown away.
BenchWork evaluate(const Engine& engine, EvaluationOptions options, const Bundle& bundle, int images) {
    const TemporaryFolder folder;
    options.output = folder.path();
    options.limit = static_cast<std::size_t>(images);
    const Plan plan = make_plan(options);
    const std::vector<System> systems = plan_systems(options, {bundle});
    ResultStore store(options.output, make_context(options, plan, systems, engine.device()), false, plan.metrics);
    run_evaluation(engine, systems.front(), plan, options, {}, store, {});
    BenchWork work{static_cast<std::int64_t>(plan.images.size()), 0};
    store.for_each_round([&](const StoredRound&) { ++work.mask_rounds; });
    return work;
}

BenchReport bench_data(const BenchOptions& options) {
    if (options.parity) throw UsageError("--parity compares generated images; leave out --data");
    const Bundle bundle = open_bundle(options.model);
    const Engine engine(bundle, engine_options(options));
    const EvaluationOptions evaluation = evaluation_of(options, bundle.manifest);
    return measure_work(engine, options, [&](int images) { return evaluate(engine, evaluation, bundle, images); });
}

}  // namespace

int run(const BenchCommand& command) {
    const BenchOptions& options = command.options;
    const BenchReport report = options.data.empty() ? run_bench(options) : bench_data(options);
    std::cout << (options.json ? bench_json(report) : bench_text(report));
    return exit_done;
}

}  // namespace imis
