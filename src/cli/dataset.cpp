#include <memory>

#include "subcommands.hpp"

namespace imis {
namespace {

void add_folders(CLI::App& app, DatasetCommand& command) {
    app.add_option("DIR", command.folders, "Data set folders (IMed-361M layout), or folders that hold several")
        ->required()
        ->expected(1, -1);
    app.add_option("--threads", command.threads, "Files opened at once; 0: as many as there are cores")
        ->check(CLI::Range(0, 1024))
        ->capture_default_str();
    app.add_flag("--json", command.json, "Print JSON");
}

void add_check(CLI::App& dataset, const std::shared_ptr<DatasetCommand>& command) {
    CLI::App* check = dataset.add_subcommand("check", "Open every file and list what is wrong; exit code 1 on errors");
    add_folders(*check, *command);
    check
        ->add_option("--targets", command->targets,
                     "Look class names up in this table of targets (JSON), such as configs/imed361m/aliases.json")
        ->check(CLI::ExistingFile)
        ->type_name("FILE");
    check->final_callback([command] { command->action = DatasetCommand::Action::check; });
}

void add_info(CLI::App& dataset, const std::shared_ptr<DatasetCommand>& command) {
    CLI::App* info = dataset.add_subcommand("info", "Count images, targets, sizes and volumes");
    add_folders(*info, *command);
    info->final_callback([command] { command->action = DatasetCommand::Action::info; });
}

}  // namespace

Subcommand add_dataset(CLI::App& app) {
    const auto command = std::make_shared<DatasetCommand>();
    CLI::App* dataset = app.add_subcommand("dataset", "Check data sets and say what they hold");
    dataset->require_subcommand(1);
    add_check(*dataset, command);
    add_info(*dataset, command);
    return {dataset, [command](const Commands& library, bool) { return library.dataset(*command); }};
}

}  // namespace imis
