// The subcommands: their options, which are only stored while parsing, and what of the library runs them.
#pragma once

#include <functional>
#include <string>

#include <CLI/CLI.hpp>

#include "imis/commands/commands.hpp"

namespace imis {

struct Subcommand {
    const CLI::App* app;
    // Runs what was parsed, by the library's function for it. Returns the exit code.
    std::function<int(const Commands& library, bool show_progress)> run;
};

// Each adds a subcommand to the program. Parsing throws UsageError where its options don't fit together.
Subcommand add_evaluate(CLI::App& app);
Subcommand add_segment(CLI::App& app);
Subcommand add_draw(CLI::App& app);
Subcommand add_model(CLI::App& app);

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
