#include <memory>

#include "subcommands.hpp"

namespace imis {

Subcommand add_report(CLI::App& app) {
    const auto command = std::make_shared<ReportCommand>();
    CLI::App* report = app.add_subcommand("report", "Report one or several evaluations");
    HtmlReportOptions& html = command->html;
    report->add_option("RUN", html.runs, "Output folders of imis evaluate")->required()->expected(1, -1);
    report->add_option("--html", html.output, "A page for browsers with plots and pictures, one file, at most 20 MB")
        ->required()
        ->type_name("FILE");
    report
        ->add_option("-d,--data", html.data,
                     "Data set folders, or folders that hold several, for the pictures (default: those that were "
                     "evaluated)")
        ->expected(1, -1);
    report
        ->add_option("--cases", html.cases, "Pictures of at most N worst, best and most improved cases of each system")
        ->check(CLI::NonNegativeNumber)
        ->capture_default_str()
        ->type_name("N");
    return {report, [command](const Commands& library, bool) { return library.report(*command); }};
}

}  // namespace imis
