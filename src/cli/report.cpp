#include <memory>
#include <string>
#include <vector>

#include "imis/base/error.hpp"
#include "options.hpp"
#include "subcommands.hpp"

namespace imis {
namespace {

void add_page_options(CLI::App& report, HtmlReportOptions& html) {
    CLI::Option* page =
        report
            .add_option("--html", html.output,
                        "Write a page for browsers with plots and pictures, one file, at most 20 MB; tables only with "
                        "--output or --check")
            ->type_name("FILE");
    report
        .add_option("-d,--data", html.data,
                    "Data set folders, or folders that hold several, for the page's pictures (default: those that "
                    "were evaluated)")
        ->needs(page)
        ->expected(1, -1);
    report
        .add_option("--cases", html.cases, "Pictures of at most N worst, best and most improved cases of each system")
        ->needs(page)
        ->check(problem_below_zero)
        ->capture_default_str()
        ->type_name("N");
}

// An option of tables that a page alone would leave without effect is a mistake.
void check_tables_are_written(const CLI::App& report, const ReportCommand& command) {
    if (command.html.output.empty() || !command.options.output.empty() || !command.options.check.empty()) return;
    for (const char* option : {"--paper", "--format", "--metrics", "--tables", "--columns"}) {
        if (report.count(option) == 0) continue;
        throw UsageError(std::string(option) +
                         " is for tables, and --html alone writes none; name a file for them with "
                         "--output, or leave it out");
    }
}

}  // namespace

Subcommand add_report(CLI::App& app) {
    const auto command = std::make_shared<ReportCommand>();
    CLI::App* report = app.add_subcommand(
        "report", "Tables of finished evaluations, beside a paper's figures, or checked against earlier tables");
    ReportOptions& o = command->options;
    report->add_option("RUN", o.runs, "Output folders of imis evaluate; that of a suite stands for all its runs")
        ->required()
        ->expected(1, -1);
    report->add_option("--paper", o.paper, "Set the figures of a paper beside them (configs/paper/imis-net.json)")
        ->type_name("FILE");
    add_choice(*report, "--format", o.format, table_format_words, "text, markdown, csv, json or latex")
        ->default_str("text");
    report->add_option("-o,--output", o.output, "File for the tables (default: stdout)")->type_name("FILE");
    report
        ->add_option("--check", o.check,
                     "Compare with tables that --format json wrote, and list the cells that differ; exit code 1 "
                     "where there are any")
        ->type_name("FILE");
    report->add_option("--tolerance", o.tolerance, "How far a number may be from that file's")
        ->check(problem_below_zero)
        ->capture_default_str();
    report->add_option("--metrics", o.metrics, "Only these metrics, joined by ',' (default: all of the run)");
    report->add_option("--tables", o.tables, "Only tables with these words in their title, joined by ','")
        ->delimiter(',')
        ->type_name("WORDS");
    report
        ->add_option("--columns", o.columns,
                     "Besides the first only columns with these words in their heading, joined by ','")
        ->delimiter(',')
        ->type_name("WORDS");
    add_page_options(*report, command->html);
    report->final_callback([command, report] {
        check_tables_are_written(*report, *command);
        command->html.runs = command->options.runs;
    });
    return {report, [command](const Commands& library, bool) { return library.report(*command); }};
}

}  // namespace imis
