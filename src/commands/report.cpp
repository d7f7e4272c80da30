#include <iostream>

#include "imis/commands/commands.hpp"

namespace imis {

int run(const ReportCommand& command) {
    const HtmlReportFile file = write_html_report(command.html);
    for (const std::string& sentence : file.left_out) log::warn(sentence);
    std::cout << command.html.output.string() << ": " << file.bytes << " bytes, pictures of " << file.pictures
              << (file.pictures == 1 ? " case" : " cases") << "\n";
    return exit_done;
}

}  // namespace imis
