#include <algorithm>
#include <array>
#include <initializer_list>
#include <memory>
#include <string>
#include <vector>

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
    app.add_option("--limit", o.limit, "Only the first N images (or volumes) of each data set")
        ->check(problem_not_above_zero)
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

void add_suite_options(CLI::App& app, SuiteChoice& suite) {
    app.add_option(
           "--suite", suite.file,
           "Run a suite of data sets, models, protocols and seeds (configs/suites, docs/suites.md) in the place "
           "of one evaluation; --model and --limit take the place of its own")
        ->check(CLI::ExistingFile)
        ->type_name("FILE");
    app.add_option("--data-root", suite.data_root, "Folder with the data sets of the suite")->type_name("DIR");
    app.add_flag("--available", suite.available_only,
                 "Leave out the data sets of the suite that are not there, and record which");
}

// What a suite sets, so that it can't be given beside it.
constexpr std::array suite_sets = {"--data",          "--prompt",        "--rounds",     "--seed",    "--repeats",
                                   "--metrics",       "--nsd-tolerance", "--protocol",   "--policy",  "--history",
                                   "--mask-feedback", "--grid",          "--box-jitter", "--prompts", "--split",
                                   "--only-target",   "--only-modality", "--unit"};

// given: the options that were given.
void check_suite(const SuiteChoice& suite, const std::vector<std::string>& given) {
    const auto is_given = [&](const char* option) { return std::ranges::find(given, option) != given.end(); };
    const auto demand = [&](std::initializer_list<const char*> options) {
        for (const char* option : options) {
            if (!is_given(option)) throw UsageError(std::string(option) + " is required (see imis evaluate --help)");
        }
    };
    if (suite.file.empty()) {
        demand({"--model", "--data", "--output"});
        for (const char* option : {"--data-root", "--available"}) {
            if (is_given(option)) throw UsageError(std::string(option) + " is about a suite, so it needs --suite");
        }
        return;
    }
    if (suite.data_root.empty()) throw UsageError("--suite needs --data-root, the folder with its data sets");
    demand({"--output"});
    for (const char* option : suite_sets) {
        if (is_given(option)) throw UsageError(std::string(option) + " can't be given with --suite, which sets it");
    }
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
        ->expected(1, -1);
    evaluate->add_option("-d,--data", o.data, "Data set folders (IMed-361M layout), or folders that hold several")
        ->expected(1, -1);
    evaluate->add_option("-o,--output", o.output,
                         "Folder for the results; a run found there is resumed, or extended by what is asked for in "
                         "addition");
    const auto parse_kinds = [](const std::string& words) { return parse_prompt_kinds(words, "--prompt"); };
    add_parsed(*evaluate, "--prompt", o.prompt, parse_kinds, "First prompt: point, box, text, or several joined by '+'")
        ->default_str("point");
    add_choice(
        *evaluate, "--unit", o.unit, evaluation_unit_words,
        "What is prompted and scored: slice (each image) or volume (all slices of one, by the data set's volume rule)")
        ->default_str("slice");
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
    add_suite_options(*evaluate, command->suite);
    evaluate->add_option("--device", o.device, device_names());
    add_choice(*evaluate, "--precision", o.precision, precision_words, precision_help)->default_str("auto");
    evaluate->add_option("--threads", o.threads, "Images computed at once; 0: all cores, as far as memory allows")
        ->check(CLI::Range(0, 1024));
    evaluate->add_flag("--save-masks", o.save_masks, "Write every round's mask as PNG below OUT/masks");
    evaluate->add_flag("--save-logits", o.save_logits, "Write every round's low-res logits as .npy below OUT/logits");
    evaluate->add_flag("--strict", o.strict, "Stop at the first bad item instead of skipping it");
    evaluate->add_flag("--overwrite", o.overwrite, "Replace the results that the output folder holds");
    evaluate->final_callback([evaluate, command] {
        for (const CLI::Option* option : evaluate->get_options()) {
            if (option->count() > 0) command->given.push_back(option->get_name());
        }
        check_suite(command->suite, command->given);
        if (command->suite.file.empty()) check_own_clicks(command->options);
    });
    return {evaluate, [command](const Commands& library, bool show_progress) {
                return library.evaluate(*command, show_progress);
            }};
}

}  // namespace imis
