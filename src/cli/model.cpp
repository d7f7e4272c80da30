#include <memory>

#include "subcommands.hpp"

namespace imis {

Subcommand add_model(CLI::App& app) {
    const auto command = std::make_shared<ModelCommand>();
    CLI::App* model = app.add_subcommand("model", "Describe a model bundle, or check it");
    model->require_subcommand(1);
    CLI::App* info = model->add_subcommand("info", "Print what a bundle takes and gives, its files and operators");
    CLI::App* check = model->add_subcommand("check", "Check every requirement on a bundle, and print a line for each");
    for (CLI::App* sub : {info, check}) {
        sub->add_option("BUNDLE", command->bundle, "Folder of a model bundle")->required();
    }
    check->final_callback([command] { command->check = true; });
    return {model, [command](const Commands& library, bool) { return library.model(*command); }};
}

}  // namespace imis
