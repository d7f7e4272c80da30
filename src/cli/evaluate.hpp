// imis evaluate: simulated interactive segmentation over data set folders, Dice and IoU tables.
#pragma once

#include <optional>
#include <string>

#include <CLI/CLI.hpp>

#include "imis/evaluation/options.hpp"
#include "imis/evaluation/prompt_file.hpp"

namespace imis {

class EvaluateCommand {
public:
    // Adds the subcommand. Its options are only stored while parsing; nothing is opened.
    CLI::App* set_up(CLI::App& app);

    // Checks the options against each other, runs the evaluation, writes all results and prints the tables. Returns the exit
    // code.
    int run(bool show_progress);

private:
    void add_protocol_options(CLI::App& command);
    void parse_words();
    [[nodiscard]] std::optional<PromptFile> read_prompts();

    EvaluationOptions options_;
    std::string prompt_ = "point";
    std::string split_ = "test";
    std::string precision_ = "auto";
    std::string policy_;  // these four: empty for the manifest's
    std::string history_;
    std::string mask_feedback_;
    std::string grid_;
    CLI::Option* rounds_given_ = nullptr;
    CLI::Option* repeats_given_ = nullptr;
};

}  // namespace imis
