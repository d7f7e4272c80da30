// The commands of an interactive session: their table, and lines that become commands.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "imis/base/json_fields.hpp"
#include "workspace.hpp"

namespace imis {

struct SessionCommand {
    std::string_view name;
    std::string_view field;                 // that the words behind the name fill; empty: the name stands alone
    bool of_numbers;                        // whether these words are numbers
    std::vector<std::string_view> options;  // further fields, in JSON alone
    std::string_view usage;                 // as a person types it, and what it does
    void (Workspace::*carry_out)(const JsonFields& command, Answer& answer);
};

// All commands, in the order of the help.
[[nodiscard]] const std::vector<SessionCommand>& session_commands();

// Throws Error that lists the commands where there is none of that name.
[[nodiscard]] const SessionCommand& command_named(std::string_view name);

// The fields that a command may have in JSON.
[[nodiscard]] std::vector<std::string_view> fields_of(const SessionCommand& command);

// A command as JSON, {"command": "point", "point": [x, y, label]}, from a line that is such an object, or from words as
// a person types them: "point 120 80 0". Throws Error that says what the line should look like.
[[nodiscard]] JsonFields parse_command(const std::string& line);

}  // namespace imis
