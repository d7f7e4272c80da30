#include <iostream>

#include "imis/base/files.hpp"
#include "imis/commands/commands.hpp"
#include "imis/report/run_comparison.hpp"

namespace imis {
namespace {

std::string rendered(const RunComparison& comparison, ComparisonFormat format) {
    switch (format) {
        case ComparisonFormat::text:
            return render_text(run_comparison_tables(comparison));
        case ComparisonFormat::markdown:
            return render_markdown(run_comparison_tables(comparison));
        case ComparisonFormat::csv:
            return render_csv(run_comparison_csv(comparison));
        case ComparisonFormat::json:
            return run_comparison_json(comparison);
    }
    return {};
}

}  // namespace

int run(const CompareCommand& command) {
    const std::string text = rendered(compare_runs(command.options), command.format);
    if (command.output.empty()) {
        std::cout << text;
    } else {
        write_file_atomically(command.output, text);
    }
    return exit_done;
}

}  // namespace imis
