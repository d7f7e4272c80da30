#include <memory>

#include "imis/data/dataset.hpp"
#include "imis/model/device.hpp"
#include "imis/model/manifest_words.hpp"
#include "metric_options.hpp"
#include "subcommands.hpp"

namespace imis {
namespace {

void add_protocol_options(CLI::App& app, EvaluationOptions& o) {
    add_choice(app, "--policy", o.protocol.policy, policy_words,
               "Who clicks: imis, sam-med2d, ritm or cvpr25; default: as the model's manifest says");
    add_choice(
        app, "--history", o.protocol.history, history_words,
        "Earlier prompts in later rounds: last (the new click alone), points (all clicks), all; default: manifest");
    add_choice(app, "--mask-feedback", o.protocol.mask_feedback, mask_feedback_words,
               "How the last mask is fed back: logits, sigmoid, none; default: manifest");
    add_choice(app, "--grid", o.protocol.grid, grid_words,
               "Whose pixels are clicked: model or original; default: manifest");
    app.add_option("--box-jitter", o.protocol.box_jitter, "Move each side of a box by up to PX pixels of that grid")
        ->check(CLI::Range(0, 10000))
        ->type_name("PX");
    app.add_option("--prompts", o.prompts, "Replay the prompts of an earlier run's rows.csv, or of a table like it")
        ->check(CLI::ExistingFile);
    app.add_flag(
        "--own-clicks", o.own_clicks,
        "With several models or --prompts: share the first prompt only, then click on each system's own errors");
}

void add_selection_options(CLI::App& app, EvaluationOptions& o) {
    add_choice(app, "--split", o.split, split_words, "Items to evaluate: test or training")->default_str("test");
    app.add_option("--limit", o.limit, "Only the first N images of each data set")
        ->check(CLI::PositiveNumber)
        ->type_name("N");
    app.add_option("--only-target", o.only_targets, "Only these classes (repeat, or separate by ',')")->delimiter(',');
    app.add_option("--only-modality", o.only_modalities,
                   "Only data sets of these modalities (repeat, or separate by ',')")
        ->delimiter(',');
}

void check_own_clicks(const EvaluationOptions& options) {
    if (!options.own_clicks || options.models.size() > 1 || !options.prompts.empty()) return;
    throw UsageError("--own-clicks needs several models or --prompts: a single system always clicks on its own errors");
}

}  // namespace

Subcommand add_evaluate(CLI::App& app) {
    const auto command = std::make_shared<EvaluateCommand>();
    CLI::App* evaluate = app.add_subcommand(
        "evaluate", "Run simulated interactive segmentation over data set folders and report the scores");
    evaluate->option_defaults()->always_capture_default();
    EvaluationOptions& o = command->options;
    evaluate
        ->add_option("-m,--model", o.models,
                     "Folder of a model bundle; several are given the same prompts and compared in one run")
        ->required()
        ->expected(1, -1);
    evaluate->add_option("-d,--data", o.data, "Data set folders (IMed-361M layout), or folders that hold several")
        ->required()
        ->expected(1, -1);
    evaluate
        ->add_option("-o,--output", o.output,
                     "Folder for the results; a run found there is resumed, or extended by what is asked for in "
                     "addition")
        ->required();
    const auto parse_kinds = [](const std::string& words) { return parse_prompt_kinds(words, "--prompt"); };
    add_parsed(*evaluate, "--prompt", o.prompt, parse_kinds, "First prompt: point, box, text, or several joined by '+'")
        ->default_str("point");
    evaluate->add_option("--rounds", command->rounds, "Rounds of interaction K; all are scored")
        ->check(CLI::Range(1, 1000))
        ->default_str("1");
    evaluate->add_option("--seed", o.seed, "Seed of all prompts");
    evaluate->add_option("--repeats", command->repeats, "Independent draws of the prompts")
        ->check(CLI::Range(1, 1000))
        ->default_str("1");
    add_metric_options(*evaluate, o.metrics, o.nsd_tolerance, o.empty);
    evaluate
        ->add_option("--protocol", command->protocol,
                     "Set prompt, rounds, metrics and the choices below at once: imis-net, imis-net-3-clicks, "
                     "sam-med2d, ritm-noc, cvpr25, or a .json file; options given themselves hold")
        ->type_name("NAME");
    add_protocol_options(*evaluate, o);
    add_selection_options(*evaluate, o);
    evaluate->add_option("--device", o.device, device_names());
    add_choice(*evaluate, "--precision", o.precision, precision_words, precision_help)->default_str("auto");
    evaluate->add_option("--threads", o.threads, "Images computed at once; 0: all cores, as far as memory allows")
        ->check(CLI::Range(0, 1024));
    evaluate->add_flag("--save-masks", o.save_masks, "Write every round's mask as PNG below OUT/masks");
    evaluate->add_flag("--save-logits", o.save_logits, "Write every round's low-res logits as .npy below OUT/logits");
    evaluate->add_flag("--strict", o.strict, "Stop at the first bad item instead of skipping it");
    evaluate->add_flag("--overwrite", o.overwrite, "Replace the results that the output folder holds");
    evaluate->final_callback([evaluate, command] {
        check_own_clicks(command->options);
        for (const CLI::Option* option : evaluate->get_options()) {
            if (option->count() > 0) command->given.push_back(option->get_name());
        }
    });
    return {evaluate, [command](const Commands& library, bool show_progress) {
                return library.evaluate(*command, show_progress);
            }};
}

}  // namespace imis
