// The subcommands' options. They are only stored while parsing; nothing is opened.
#pragma once

#include <CLI/CLI.hpp>

#include "imis/commands/commands.hpp"

namespace imis {

// Each adds a subcommand whose options are stored in `command`, which must outlive `app`.
CLI::App* add_evaluate(CLI::App& app, EvaluateCommand& command);
CLI::App* add_segment(CLI::App& app, SegmentCommand& command);
CLI::App* add_model(CLI::App& app, ModelCommand& command);

// An option whose words become a value: parse gets them and throws UsageError where they don't say one.
template <typename Value, typename Parse>
CLI::Option* add_parsed(CLI::App& app, const std::string& option, Value& value, const Parse& parse,
                        const std::string& help) {
    return app.add_option_function<std::string>(
        option, [&value, parse](const std::string& words) { value = parse(words); }, help);
}

// An option for one of a table's words. Parsing throws UsageError that lists them where it is given another one.
template <typename Value, typename Choice, std::size_t count>
CLI::Option* add_choice(CLI::App& app, const std::string& option, Value& value, const Words<Choice, count>& words,
                        const std::string& help) {
    const auto parse = [&words, option](const std::string& word) { return parse_choice(words, word, option); };
    return add_parsed(app, option, value, parse, help)->type_name("NAME");
}

}  // namespace imis
