#include <iostream>

#include "imis/commands/commands.hpp"

namespace imis {

int run(const DrawCommand& command) {
    const std::size_t count = write_result_pictures(command.options);
    const auto& folder = command.options.output.empty() ? command.options.results : command.options.output;
    std::cout << "pictures of " << count << (count == 1 ? " data set" : " data sets") << " are in " << folder.string()
              << "\n";
    return exit_done;
}

}  // namespace imis
