#include <iostream>

#include "imis/base/files.hpp"
#include "imis/base/log.hpp"
#include "imis/commands/commands.hpp"
#include "imis/evaluation/run_place.hpp"
#include "imis/report/paper.hpp"
#include "imis/report/run_tables.hpp"
#include "imis/report/table_check.hpp"
#include "imis/report/table_files.hpp"

namespace imis {
namespace {

// Settings, hashes and times are for people; programs find them beside the tables.
bool shows_context(TableFormat format) {
    return format == TableFormat::text || format == TableFormat::markdown;
}

// The context stands with `with_context`, tables by partial groupings with `with_partial`.
std::vector<Table> tables_of(const ReportOptions& options, const std::vector<ReportedRun>& runs, bool with_context,
                             bool with_partial) {
    std::vector<Table> tables = run_tables(runs, with_context, with_partial);
    if (!options.paper.empty()) {
        for (Table& table : paper_tables(read_paper(options.paper), runs)) tables.push_back(std::move(table));
    }
    return chosen_tables(std::move(tables), options);
}

std::string rendered(const ReportOptions& options, const std::vector<ReportedRun>& runs) {
    // Who names tables may want any of them; otherwise they are those of the evaluation.
    const std::vector<Table> tables = tables_of(options, runs, shows_context(options.format), !options.tables.empty());
    switch (options.format) {
        case TableFormat::text:
            return render_text(tables);
        case TableFormat::markdown:
            return render_markdown(tables);
        case TableFormat::csv:
            return render_long_csv(tables);
        case TableFormat::json:
            return render_json(tables, runs);
        case TableFormat::latex:
            return render_latex(tables, runs);
    }
    throw Error("there is no such table format");
}

// Says how the tables differ from those of the file, and whether they agree.
bool check(const ReportOptions& options, const std::vector<ReportedRun>& runs) {
    const std::vector<Table> golden = read_golden(options.check);
    const std::vector<CellDifference> differences =
        differing_cells(golden, tables_of(options, runs, false, true), options.tolerance);
    std::cout << check_result(golden, differences, options.check, options.tolerance);
    return differences.empty();
}

void write_page(const HtmlReportOptions& options) {
    const HtmlReportFile file = write_html_report(options);
    for (const std::string& sentence : file.left_out) log::warn(sentence);
    std::cout << options.output.string() << ": " << file.bytes << " bytes, pictures of " << file.pictures
              << (file.pictures == 1 ? " case" : " cases") << "\n";
}

}  // namespace

int run(const ReportCommand& command) {
    ReportOptions options = command.options;
    options.runs = all_runs(options.runs);
    if (!command.html.output.empty()) {
        HtmlReportOptions page = command.html;
        page.runs = all_runs(page.runs);
        write_page(page);
        if (options.output.empty() && options.check.empty()) return exit_done;
    }
    const std::vector<ReportedRun> runs = read_runs(options);
    if (!options.output.empty()) {
        write_file_atomically(options.output, rendered(options, runs));
        log::info("the tables are in " + options.output.string());
    } else if (options.check.empty()) {
        std::cout << rendered(options, runs);
    }
    return options.check.empty() || check(options, runs) ? exit_done : exit_failed;
}

}  // namespace imis
