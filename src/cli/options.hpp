// Kinds of options that several subcommands have.
#pragma once

#include <string>
#include <vector>

#include <CLI/CLI.hpp>

#include "imis/base/ascii.hpp"
#include "imis/base/choice.hpp"

namespace imis {

inline constexpr const char* precision_help = "auto (fp32), fp32, bf16, fp16, or on CUDA devices tf32";

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

// Checks of options that are one number: what is wrong, empty where nothing is. CLI11's own would name the largest number
// there is.
inline std::string problem_below_zero(const std::string& words) {
    const std::vector<double> numbers = numbers_from(words);
    return numbers.size() == 1 && numbers.front() >= 0 ? "" : "'" + words + "' is not a number from 0 on";
}

inline std::string problem_not_above_zero(const std::string& words) {
    const std::vector<double> numbers = numbers_from(words);
    return numbers.size() == 1 && numbers.front() > 0 ? "" : "'" + words + "' is not a number above 0";
}

}  // namespace imis
