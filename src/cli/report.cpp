#include <memory>
#include <string>
#include <vector>

#include "imis/base/ascii.hpp"
#include "subcommands.hpp"

namespace imis {
namespace {

// Empty where there is none.
std::string problem_of_tolerance(const std::string& words) {
    const std::vector<double> numbers = numbers_from(words);
    return numbers.size() == 1 && numbers.front() >= 0 ? "" : "'" + words + "' is not a number from 0 on";
}

void add_page_options(CLI::App& report, HtmlReportOptions& html) {
    report
        .add_option("--html", html.output,
                    "Write a page for browsers with plots and pictures instead, one file, at most 20 MB")
        ->type_name("FILE");
    report
        .add_option("-d,--data", html.data,
                    "Data set folders, or folders that hold several, for the page's pictures (default: those that "
                    "were evaluated)")
        ->expected(1, -1);
    report
        .add_option("--cases", html.cases, "Pictures of at most N worst, best and most improved cases of each system")
        ->check(CLI::NonNegativeNumber)
        ->capture_default_str()
        ->type_name("N");
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
        ->check(problem_of_tolerance)
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
    report->final_callback([command] { command->html.runs = command->options.runs; });
    return {report, [command](const Commands& library, bool) { return library.report(*command); }};
}

}  // namespace imis
