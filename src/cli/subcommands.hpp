// The subcommands' options. They are only stored while parsing; nothing is opened.
#pragma once

#include <CLI/CLI.hpp>

#include "imis/commands/commands.hpp"

namespace imis {

// Each adds a subcommand whose options are stored in `command`, which must outlive `app`.
CLI::App* add_evaluate(CLI::App& app, EvaluateCommand& command);
CLI::App* add_segment(CLI::App& app, SegmentCommand& command);
CLI::App* add_draw(CLI::App& app, DrawCommand& command);
CLI::App* add_model(CLI::App& app, ModelCommand& command);

// An option for one of a table's words. Parsing throws UsageError that lists them where it is given another one.
template <typename Value, typename Choice, std::size_t count>
CLI::Option* add_choice(CLI::App& app, const std::string& option, Value& value, const Words<Choice, count>& words,
                        const std::string& help) {
    return app
        .add_option_function<std::string>(
            option, [&value, &words, option](const std::string& word) { value = parse_choice(words, word, option); },
            help)
        ->type_name("NAME");
}

}  // namespace imis
