// The one door between the program and the library libimis.so, which holds all that runs. The program parses the
// command line by itself, because loading LibTorch and the codecs takes longer than answering `--help` or a wrong
// command line.
#pragma once

#include "imis/base/log.hpp"
#include "imis/commands/draw.hpp"
#include "imis/commands/evaluate.hpp"
#include "imis/commands/model.hpp"
#include "imis/commands/segment.hpp"

namespace imis {

struct Commands {
    const char* build;  // of the library; a program of another build must not call what follows
    int (*evaluate)(const EvaluateCommand& command, bool show_progress);
    int (*segment)(const SegmentCommand& command, bool show_progress);
    int (*model)(const ModelCommand& command);
    int (*draw)(const DrawCommand& command);
};

}  // namespace imis

// The only symbol that the library exports. Library and program have a log each; `level` is that of the library's.
extern "C" const imis::Commands* imis_commands(imis::log::Level level);
