// The subcommands: what each is given, what runs it, and the one door through which the program calls them.
#pragma once

#include <filesystem>
#include <optional>
#include <vector>

#include "imis/base/choice.hpp"
#include "imis/base/log.hpp"
#include "imis/bench/options.hpp"
#include "imis/data/conversion.hpp"
#include "imis/evaluation/options.hpp"
#include "imis/report/compare_options.hpp"
#include "imis/report/html_report.hpp"
#include "imis/report/report_options.hpp"
#include "imis/report/result_pictures.hpp"
#include "imis/scoring/score.hpp"
#include "imis/segmentation/given_prompts.hpp"
#include "imis/segmentation/options.hpp"

namespace imis {

// How the program ends.

enum ExitCode {
    exit_done = 0,
    exit_failed = 1,         // failed while running
    exit_usage = 2,          // wrong command line
    exit_skipped = 3,        // finished, but some inputs were skipped (listed)
    exit_interrupted = 130,  // Ctrl-C; what was done is kept, and the same command resumes
};

// imis evaluate: simulated interactive segmentation over data set folders and tables of scores.

// A suite of runs in the place of one.
struct SuiteChoice {
    std::filesystem::path file;       // read_suite; empty: there is none
    std::filesystem::path data_root;  // folder of its data sets
    bool available_only = false;      // leave out those that are not there
};

// What the command line says.
struct EvaluateCommand {
    EvaluationOptions options;       // but for what follows, which takes the place of its fields
    std::optional<int> rounds;       // none: as many as the prompts file has, or 1
    std::optional<int> repeats;      // likewise
    std::string protocol;            // a name or a file (find_protocol); empty for none
    std::vector<std::string> given;  // the options that were given themselves, which a protocol does not set
    SuiteChoice suite;               // what it sets stands in none of the above
};

// Runs the evaluation or resumes it, writes all results and prints the tables, those of a suite in one line a run. Returns the exit code. Throws UsageError
// where options don't fit together.
int run(const EvaluateCommand& command, bool show_progress);

// imis segment: masks of one picture, slice, volume or study, or of a folder of them, from boxes, clicks and names.

// What the command line says.
struct SegmentCommand {
    SegmentOptions options;
    std::vector<GivenObject> objects;  // none where a prompts file has them
    bool session = false;              // take commands from stdin
};

// Segments one study or a folder of images, and prints a line of JSON a result; or answers commands from stdin. Returns
// the exit code. Throws UsageError where options don't fit together.
int run(const SegmentCommand& command, bool show_progress);

// imis model info|check: what a bundle takes and gives, and whether it keeps what it promises.

// What the command line says.
struct ModelCommand {
    std::filesystem::path bundle;
    bool check = false;  // `check`, not `info`
};

// Prints to stdout. Returns the exit code. Throws Error where info can't read the bundle, or check finds a requirement
// that is not met.
int run(const ModelCommand& command);

// imis bench: where the time of an evaluation goes.

// What the command line says.
struct BenchCommand {
    BenchOptions options;
};

// Measures generated images, or those of the data sets, and prints the report to stdout. Returns the exit code. Throws as
// Engine, and where a data set can't be read.
int run(const BenchCommand& command);

// imis draw: pictures of an evaluation's masks, true outlines and clicks.

// What the command line says.
struct DrawCommand {
    PictureOptions options;
};

// Writes the pictures and says on stdout where they are. Returns the exit code. Throws as write_result_pictures.
int run(const DrawCommand& command);

// imis score: the metrics of an evaluation for masks of any tool.

enum class ScoreFormat { text, csv, json };

inline constexpr Words<ScoreFormat, 3> score_format_words = {
    {{ScoreFormat::text, "text"}, {ScoreFormat::csv, "csv"}, {ScoreFormat::json, "json"}}};

// What the command line says.
struct ScoreCommand {
    ScoreOptions options;
    ScoreFormat format = ScoreFormat::text;
};

// Prints the scores to stdout. Returns the exit code: that of skipped inputs where predictions have no truth. Throws as
// score_files.
int run(const ScoreCommand& command);

// imis dataset: what data set folders hold, what is wrong with them, and how they are made.

// What the command line says.
struct DatasetCommand {
    enum class Action { check, info, convert, export_pictures, download_links };
    Action action = Action::check;
    std::vector<std::filesystem::path> folders;  // data sets, or folders of data sets
    int threads = 0;                             // files opened at once; 0: as many as there are cores
    bool json = false;
    ConversionOptions conversion;  // convert
    ExportOptions exported;        // export_pictures
    std::string name;              // download_links: a part of the names; empty for all
};

// Prints to stdout. Returns the exit code, exit_failed where the check finds an error. Throws Error where a folder can't
// be read or no data set has the name, and as convert_to_dataset and export_pictures.
int run(const DatasetCommand& command, bool show_progress);

// imis report: the tables of finished runs, beside published figures, or checked against earlier ones; or a page.

// What the command line says.
struct ReportCommand {
    ReportOptions options;
    HtmlReportOptions html;  // the page of the same runs, where it has an output
};

// Writes the tables to stdout or a file, or says which cells differ from those that are to be checked; with a page
// alone, writes that and says where it is. Returns the exit code: exit_failed where a cell differs. Throws as read_runs,
// read_paper, read_golden and write_html_report.
int run(const ReportCommand& command);

// imis compare: whether one system is better than another, over the same targets.

enum class ComparisonFormat { text, markdown, csv, json };

inline constexpr Words<ComparisonFormat, 4> comparison_format_words = {{{ComparisonFormat::text, "text"},
                                                                        {ComparisonFormat::markdown, "markdown"},
                                                                        {ComparisonFormat::csv, "csv"},
                                                                        {ComparisonFormat::json, "json"}}};

// What the command line says.
struct CompareCommand {
    CompareOptions options;
    ComparisonFormat format = ComparisonFormat::text;
    std::filesystem::path output;  // empty: stdout
};

// Compares and prints or writes. Returns the exit code. Throws as compare_runs, and where the file can't be written.
int run(const CompareCommand& command);

// The one door between the program and the library libimis.so, which holds all that runs. The program parses the
// command line by itself, because loading LibTorch and the codecs takes longer than answering `--help` or a wrong
// command line.

struct Commands {
    const char* build;  // of the library; a program of another build must not call what follows
    int (*evaluate)(const EvaluateCommand& command, bool show_progress);
    int (*segment)(const SegmentCommand& command, bool show_progress);
    int (*model)(const ModelCommand& command);
    int (*draw)(const DrawCommand& command);
    int (*bench)(const BenchCommand& command);
    int (*score)(const ScoreCommand& command);
    int (*dataset)(const DatasetCommand& command, bool show_progress);
    int (*report)(const ReportCommand& command);
    int (*compare)(const CompareCommand& command);
};

}  // namespace imis

// The only symbol that the library exports. Library and program have a log each; `level` is that of the library's.
extern "C" const imis::Commands* imis_commands(imis::log::Level level);
