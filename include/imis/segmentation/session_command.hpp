// The commands of an interactive session, one a line.
#pragma once

#include <string>

#include <nlohmann/json_fwd.hpp>

namespace imis {

// A command as JSON, {"command": "point", "point": [x, y, label]}, from a line that is such an object, or from words as a person types
// them: "point 120 80 0". docs/segment.md, "Sessions", lists all commands. Throws Error that says what the line should look like.
[[nodiscard]] nlohmann::json parse_command(const std::string& line);

// What `help` answers: a line for each command as a person types it.
[[nodiscard]] const std::string& command_help();

}  // namespace imis
