#include "evaluate.hpp"

#include <iostream>
#include <optional>

#include "evaluation_run.hpp"
#include "imis/base/error.hpp"
#include "imis/base/log.hpp"
#include "imis/cli/program.hpp"
#include "imis/model/manifest_words.hpp"

namespace imis {

CLI::App* EvaluateCommand::set_up(CLI::App& app) {
    CLI::App* command = app.add_subcommand(
        "evaluate", "Run simulated interactive segmentation over data set folders and report Dice and IoU");
    command->option_defaults()->always_capture_default();
    auto& o = options_;
    command
        ->add_option("-m,--model", o.models,
                     "Folder of a model bundle; several are given the same prompts and compared in one run")
        ->required()
        ->expected(1, -1);
    command->add_option("-d,--data", o.data, "Data set folders (IMed-361M layout), or folders that hold several")
        ->required()
        ->expected(1, -1);
    command->add_option("-o,--output", o.output, "Folder for the results; a run found there is gone on with")
        ->required();
    command->add_option("--prompt", prompt_, "First prompt: point, box, text, or several joined by '+'");
    rounds_given_ = command->add_option("--rounds", o.rounds, "Rounds of interaction K; all are scored")
                        ->check(CLI::Range(1, 1000));
    command->add_option("--seed", o.seed, "Seed of all prompts");
    repeats_given_ =
        command->add_option("--repeats", o.repeats, "Independent draws of the prompts")->check(CLI::Range(1, 1000));
    add_protocol_options(*command);
    command->add_option("--split", split_, "Items to evaluate")->check(CLI::IsMember({"test", "training"}));
    command->add_option("--device", o.device, device_names());
    command->add_option("--precision", precision_, "auto (fp32), " + known_words(precision_words));
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

void EvaluateCommand::add_protocol_options(CLI::App& command) {
    auto& o = options_;
    command.add_option("--policy", policy_,
                       "Who clicks: imis, sam-med2d, ritm or cvpr25; default: as the model's manifest says");
    command.add_option(
        "--history", history_,
        "Earlier prompts in later rounds: last (the new click alone), points (all clicks), all; default: manifest");
    command.add_option("--mask-feedback", mask_feedback_,
                       "What of the last mask goes along: logits, sigmoid, none; default: manifest");
    command.add_option("--grid", grid_, "Whose pixels are clicked: model or original; default: manifest");
    command
        .add_option("--box-jitter", o.protocol.box_jitter, "Move each side of a box by up to PX pixels of that grid")
        ->check(CLI::Range(0, 10000))
        ->type_name("PX");
    command
        .add_option("--prompts", o.prompts, "Replay the prompts of an earlier run's rows.csv, or of a table like it")
        ->check(CLI::ExistingFile);
    command.add_flag(
        "--own-clicks", o.own_clicks,
        "With several models or --prompts: share the first prompt alone, then click on each system's own errors");
}

// The words of the options, and how they fit together.
void EvaluateCommand::parse_words() {
    options_.prompt = parse_prompt_kinds(prompt_);
    options_.precision = parse_precision(precision_);
    options_.split = split_ == "test" ? Split::test : Split::training;
    if (!policy_.empty()) options_.protocol.policy = parse_choice(policy_words, policy_, "--policy");
    if (!history_.empty()) options_.protocol.history = parse_choice(history_words, history_, "--history");
    if (!mask_feedback_.empty()) {
        options_.protocol.mask_feedback = parse_choice(mask_feedback_words, mask_feedback_, "--mask-feedback");
    }
    if (!grid_.empty()) options_.protocol.grid = parse_choice(grid_words, grid_, "--grid");
    if (options_.own_clicks && options_.models.size() == 1 && options_.prompts.empty()) {
        throw UsageError(
            "--own-clicks needs several models or --prompts: a single system always clicks on its own errors");
    }
}

// The file of --prompts, if one is given; what it holds takes the place of options that were not given.
std::optional<PromptFile> EvaluateCommand::read_prompts() {
    if (options_.prompts.empty()) return std::nullopt;
    const PromptFile file(options_.prompts);
    options_.prompt = file.kinds();
    if (rounds_given_->count() == 0) options_.rounds = file.rounds();
    if (repeats_given_->count() == 0) options_.repeats = file.repeats();
    if (options_.rounds > file.rounds() && !options_.own_clicks) {
        throw UsageError("--rounds " + std::to_string(options_.rounds) + ": " + options_.prompts.string() +
                         " has prompts for " + std::to_string(file.rounds()) +
                         "; give --own-clicks for further rounds");
    }
    if (options_.repeats > file.repeats()) {
        throw UsageError("--repeats " + std::to_string(options_.repeats) + ": " + options_.prompts.string() + " has " +
                         std::to_string(file.repeats()));
    }
    return file;
}

int EvaluateCommand::run(bool show_progress) {
    parse_words();
    const std::optional<PromptFile> file = read_prompts();
    const std::vector<SystemReport> systems = run_systems(options_, file, show_progress);
    // Aligned text comes last, where a person at a terminal looks first.
    if (systems.size() == 1) {
        std::cout << render_markdown(systems.front().report) << "\n" << render_text(systems.front().report);
    } else {
        std::cout << render_markdown(systems) << "\n" << render_text(systems);
    }
    log::info("results are in " + options_.output.string());
    std::size_t skipped = 0;
    for (const SystemReport& system : systems) skipped += system.report.skipped.size();
    if (skipped == 0) return exit_done;
    log::warn("bad items skipped: " + std::to_string(skipped) + "; they are listed above and in " +
              (options_.output / "summary.json").string());
    return exit_skipped;
}

}  // namespace imis
