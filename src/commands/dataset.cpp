#include "dataset.hpp"

#include <algorithm>
#include <thread>

#include "imis/base/interrupt.hpp"

namespace imis {

int threads_of(const DatasetCommand& command) {
    return command.threads > 0 ? command.threads : std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
}

int run(const DatasetCommand& command, bool show_progress) {
    install_interrupt_handler();
    switch (command.action) {
        case DatasetCommand::Action::check:
            return check_datasets(command);
        case DatasetCommand::Action::info:
            return describe_datasets(command);
        case DatasetCommand::Action::convert:
            return convert_dataset(command, show_progress);
        case DatasetCommand::Action::export_pictures:
            return export_dataset(command, show_progress);
        case DatasetCommand::Action::download_links:
            return list_download_links(command);
    }
    return exit_failed;
}

}  // namespace imis
