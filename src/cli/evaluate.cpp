#include "evaluate.hpp"

#include <iostream>

#include "imis/base/error.hpp"
#include "imis/base/interrupt.hpp"
#include "imis/base/log.hpp"
#include "imis/cli/program.hpp"
#include "imis/cli/progress_bar.hpp"
#include "imis/evaluation/context.hpp"
#include "imis/evaluation/pipeline.hpp"
#include "imis/interaction/session.hpp"
#include "result_files.hpp"

namespace imis {

CLI::App* EvaluateCommand::set_up(CLI::App& app) {
    CLI::App* command = app.add_subcommand(
        "evaluate", "Run simulated interactive segmentation over data set folders and report Dice and IoU");
    command->option_defaults()->always_capture_default();
    auto& o = options_;
    command->add_option("-m,--model", o.model, "Folder of a model bundle")->required();
    command->add_option("-d,--data", o.data, "Data set folders (IMed-361M layout), or folders that hold several")
        ->required()
        ->expected(1, -1);
    command->add_option("-o,--output", o.output, "Folder for the results; a run found there is gone on with")
        ->required();
    command->add_option("--prompt", prompt_, "First prompt: point, box, text, or several joined by '+'");
    command->add_option("--rounds", o.rounds, "Rounds of interaction K; all are scored")->check(CLI::Range(1, 1000));
    command->add_option("--seed", o.seed, "Seed of all prompts");
    command->add_option("--repeats", o.repeats, "Independent draws of the prompts")->check(CLI::Range(1, 1000));
    command->add_option("--split", split_, "Items to evaluate")->check(CLI::IsMember({"test", "training"}));
    command->add_option("--device", o.device, "auto, cpu, cuda or cuda:N");
    command->add_option("--precision", precision_, "auto (fp32), fp32 or bf16");
    command->add_option("--limit", o.limit, "Only the first N images of each data set")
        ->check(CLI::PositiveNumber)
        ->type_name("N");
    command->add_option("--threads", o.threads, "Images computed at once; 0: all cores, as far as memory allows")
        ->check(CLI::Range(0, 1024));
    command->add_option("--only-target", o.only_targets, "Only these classes (repeat, or join by ',')")->delimiter(',');
    command
        ->add_option("--only-modality", o.only_modalities,
                     "Only data sets of these modalities (repeat, or join by ',')")
        ->delimiter(',');
    command->add_flag("--save-masks", o.save_masks, "Write every round's mask as PNG below OUT/masks");
    command->add_flag("--save-logits", o.save_logits, "Write every round's low-res logits as .npy below OUT/logits");
    command->add_flag("--strict", o.strict, "Stop at the first bad item instead of skipping it");
    command->add_flag("--overwrite", o.overwrite, "Replace the results that the output folder holds");
    return command;
}

int EvaluateCommand::run(bool show_progress) {
    options_.prompt = parse_prompt_kinds(prompt_);
    options_.precision = parse_precision(precision_);
    options_.split = split_ == "test" ? Split::test : Split::training;

    const Plan plan = make_plan(options_);
    const Bundle bundle = open_bundle(options_.model);
    check_prompts_supported(bundle.manifest, options_.prompt, options_.rounds);
    const Engine engine(bundle, {options_.device, options_.precision});
    const RunContext context = make_context(options_, plan, bundle, engine);
    ResultStore store(options_.output, context, options_.overwrite);

    install_interrupt_handler();
    try {
        ProgressBar bar(show_progress);
        run_evaluation(engine, plan, options_, store, [&bar](const Progress& progress) { bar.show(progress); });
    } catch (const Interrupted&) {
        (void)write_result_files(options_, plan, context, store);
        throw Interrupted("stopped; the images done so far are in " + options_.output.string() +
                          ", and the same command goes on with the rest");
    } catch (const Error& problem) {
        // What was done is not lost, and no older table is left to be taken for this run's.
        (void)write_result_files(options_, plan, context, store);
        throw Error(std::string(problem.what()) + "; the images done so far are in " + options_.output.string());
    }
    const Report report = write_result_files(options_, plan, context, store);
    // Aligned text comes last, where a person at a terminal looks first.
    std::cout << render_markdown(report) << "\n" << render_text(report);
    log::info("results are in " + options_.output.string());
    if (report.skipped.empty()) return exit_done;
    log::warn("bad items skipped: " + std::to_string(report.skipped.size()) + "; they are listed above and in " +
              (options_.output / "summary.json").string());
    return exit_skipped;
}

}  // namespace imis
