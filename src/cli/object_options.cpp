#include "object_options.hpp"

namespace imis {

void add_object_options(CLI::App& app, std::vector<ObjectWord>& words) {
    const auto add = [&](const std::string& option, const std::string& help, const std::string& type) {
        app.add_option_function<std::string>(
               option,
               [&words, option](const std::string& value) {
                   words.push_back({option, value});
               },
               help)
            ->trigger_on_parse()
            ->multi_option_policy(CLI::MultiOptionPolicy::TakeLast)
            ->type_name(type)
            ->group("Prompts");
    };
    add("--object", "Name of the object that the prompts after it are for; may be repeated", "NAME");
    for (const PromptKindInfo& info : prompt_kinds) {
        add("--" + std::string(info.word), std::string(info.help), std::string(info.placeholder));
    }
}

}  // namespace imis
