// The command that this process was started with, for the records of what it did.
#pragma once

#include <span>
#include <string>
#include <vector>

namespace imis {

// The words of the command, the program first; empty where the system doesn't tell.
[[nodiscard]] std::vector<std::string> command_words();

// Words as one line that a POSIX shell takes apart into the same words: `imis evaluate -d 'my data'`.
[[nodiscard]] std::string shell_line(std::span<const std::string> words);

}  // namespace imis
