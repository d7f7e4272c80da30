// The program: its command line, and what becomes of errors.
#pragma once

namespace imis {

// Parses the command line, runs the subcommand and says on stderr what went wrong. Returns the exit code
// (commands/commands.hpp).
int run_program(int argc, const char* const* argv);

}  // namespace imis
