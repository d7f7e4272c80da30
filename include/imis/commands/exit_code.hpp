// How the program ends.
#pragma once

namespace imis {

enum ExitCode {
    exit_done = 0,
    exit_failed = 1,         // failed while running
    exit_usage = 2,          // wrong command line
    exit_skipped = 3,        // finished, but some inputs were skipped (listed)
    exit_interrupted = 130,  // Ctrl-C; what was done is kept, and the same command resumes
};

}  // namespace imis
