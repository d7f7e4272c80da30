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
    add("--box", "A box around the object: x0,y0,x1,y1, first and last pixel", "BOX");
    add("--point", "A click: x,y or x,y,1 on the object, x,y,0 on the background; may be repeated", "POINT");
    add("--text", "The object's name for the model, such as \"left kidney\"", "NAME");
    add("--mask", "A mask to start from: a picture, a label map, or low-res logits (.npy)", "FILE");
}

}  // namespace imis
