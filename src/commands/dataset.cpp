#include "dataset.hpp"

#include <algorithm>
#include <thread>

#include "imis/base/interrupt.hpp"

namespace imis {

int threads_of(const DatasetCommand& command) {
    return command.threads > 0 ? command.threads : std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
}

int run(const DatasetCommand& command) {
    install_interrupt_handler();
    switch (command.action) {
        case DatasetCommand::Action::check:
            return check_datasets(command);
        case DatasetCommand::Action::info:
            return describe_datasets(command);
    }
    return exit_failed;
}

}  // namespace imis
