// The program: its subcommands and its exit codes.
#pragma once

namespace imis {

enum ExitCode {
    exit_done = 0,
    exit_failed = 1,         // failed while running
    exit_usage = 2,          // wrong command line
    exit_skipped = 3,        // finished, but some inputs were skipped (listed)
    exit_interrupted = 130,  // Ctrl-C; what was done is kept, the same command goes on
};

// Parses the command line and runs the subcommand. Returns the exit code; throws what the subcommand throws.
int run_program(int argc, const char* const* argv);

}  // namespace imis
