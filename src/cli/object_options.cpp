#include "object_options.hpp"

#include <algorithm>

#include "imis/base/error.hpp"

namespace imis {
namespace {

const std::string default_name = "object";

GivenObject& object_named(std::vector<GivenObject>& objects, const std::string& name) {
    const auto found = std::ranges::find(objects, name, &GivenObject::name);
    if (found != objects.end()) return *found;
    GivenObject object;
    object.name = name;
    object.rounds.resize(1);
    objects.push_back(std::move(object));
    return objects.back();
}

void check_single(bool given, const std::string& option, const std::string& name) {
    if (!given) return;
    throw UsageError(option + " stands twice for the object '" + name +
                     "'; give --object NAME before that of another one");
}

void add_prompt(GivenObject& object, const std::string& option, const std::string& value, Coordinates coordinates) {
    GivenRound& round = object.rounds.front();
    if (option == "--point") {
        round.points.push_back(parse_point(value, coordinates));
    } else if (option == "--box") {
        check_single(round.box.has_value(), option, object.name);
        round.box = parse_box(value, coordinates);
    } else if (option == "--text") {
        check_single(!round.text.empty(), option, object.name);
        if (value.empty()) throw UsageError("--text needs a name");
        round.text = value;
    } else {
        check_single(!object.mask.empty(), option, object.name);
        object.mask = value;
    }
    object.source += (object.source.empty() ? "" : " ") + option + " " + value;
}

// An object that is known by nothing but its text has that as its name.
void name_by_text(GivenObject& object) {
    const std::string& text = object.rounds.front().text;
    if (object.name == default_name && !text.empty()) object.name = text;
}

}  // namespace

void ObjectOptions::add_to(CLI::App& command) {
    add(command, "--object", "Name of the object that the prompts behind it are for; may be given several times",
        "NAME");
    add(command, "--box", "A box around the object: x0,y0,x1,y1, first and last pixel", "BOX");
    add(command, "--point", "A click: x,y or x,y,1 on the object, x,y,0 on the background; may be repeated", "POINT");
    add(command, "--text", "The object's name for the model, such as \"left kidney\"", "NAME");
    add(command, "--mask", "A mask to start from: a picture, a label map, or low-res logits (.npy)", "FILE");
}

void ObjectOptions::add(CLI::App& command, const std::string& option, const std::string& help,
                        const std::string& type) {
    command
        .add_option_function<std::string>(
            option,
            [this, option](const std::string& value) {
                given_.push_back({option, value});
            },
            help)
        ->trigger_on_parse()
        ->multi_option_policy(CLI::MultiOptionPolicy::TakeLast)
        ->type_name(type)
        ->group("Prompts");
}

std::vector<GivenObject> ObjectOptions::objects(Coordinates coordinates, const SliceRequest& slice) const {
    std::vector<GivenObject> objects;
    std::string name = default_name;
    for (const auto& [option, value] : given_) {
        if (option == "--object") {
            if (value.empty()) throw UsageError("--object needs a name");
            name = value;
            (void)object_named(objects, name);
        } else {
            add_prompt(object_named(objects, name), option, value, coordinates);
        }
    }
    for (GivenObject& object : objects) {
        if (object.source.empty()) {
            throw UsageError("--object " + object.name +
                             ": has no prompt behind it; give --box, --point, --text or --mask");
        }
        object.coordinates = coordinates;
        object.slice = slice;
        name_by_text(object);
    }
    return objects;
}

}  // namespace imis
