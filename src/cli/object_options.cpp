#include "object_options.hpp"

#include <algorithm>

#include "imis/base/ascii.hpp"
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

std::string option_of(PromptKind kind) {
    return "--" + std::string(info_of(kind).word);
}

// "--point, --box, ...", for messages.
std::string prompt_options() {
    std::vector<std::string> options;
    options.reserve(std::size(prompt_kinds));
    for (const PromptKindInfo& info : prompt_kinds) options.push_back(option_of(info.kind));
    return joined(options);
}

void add_prompt(GivenObject& object, PromptKind kind, const std::string& value, Coordinates coordinates) {
    const std::string option = option_of(kind);
    GivenRound& round = object.rounds.front();
    if (!info_of(kind).repeatable && kinds_of(round).has(kind)) {
        throw UsageError(option + " is given twice for the object '" + object.name +
                         "'; put --object NAME before that of another one");
    }
    try {
        add_words(round, kind, value, coordinates);
    } catch (const Error& problem) {
        throw UsageError(option + " '" + value + "' " + problem.what());
    }
    object.source += (object.source.empty() ? "" : " ") + option + " " + value;
}

// An object without a name of its own is called by its text.
void name_by_text(GivenObject& object) {
    const std::string& text = object.rounds.front().text;
    if (object.name == default_name && !text.empty()) object.name = text;
}

}  // namespace

void ObjectOptions::add_to(CLI::App& command) {
    add(command, "--object", {}, "Name of the object that the prompts after it are for; may be repeated", "NAME");
    for (const PromptKindInfo& info : prompt_kinds) {
        add(command, option_of(info.kind), info.kind, std::string(info.help), std::string(info.placeholder));
    }
}

void ObjectOptions::add(CLI::App& command, const std::string& option, std::optional<PromptKind> kind,
                        const std::string& help, const std::string& type) {
    command
        .add_option_function<std::string>(
            option,
            [this, kind](const std::string& value) {
                given_.push_back({kind, value});
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
    for (const auto& [kind, value] : given_) {
        if (kind) {
            add_prompt(object_named(objects, name), *kind, value, coordinates);
        } else {
            if (value.empty()) throw UsageError("--object needs a name");
            name = value;
            (void)object_named(objects, name);
        }
    }
    for (GivenObject& object : objects) {
        if (object.source.empty()) {
            throw UsageError("--object " + object.name + ": no prompt follows it; give one of " + prompt_options());
        }
        object.coordinates = coordinates;
        object.slice = slice;
        name_by_text(object);
    }
    return objects;
}

}  // namespace imis
