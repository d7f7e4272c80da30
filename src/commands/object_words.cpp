// From the options that describe objects to the objects.
#include <algorithm>

#include "imis/base/ascii.hpp"
#include "imis/base/error.hpp"
#include "imis/commands/segment.hpp"

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
    for (const PromptKindInfo& info : prompt_kinds) options.push_back(option_of(info.kind));
    return joined(options);
}

PromptKind kind_of(const std::string& option) {
    for (const PromptKindInfo& info : prompt_kinds) {
        if (option == option_of(info.kind)) return info.kind;
    }
    throw Error(option + " describes no object");
}

void add_prompt(GivenObject& object, const std::string& option, const std::string& value, Coordinates coordinates) {
    const PromptKind kind = kind_of(option);
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

std::vector<GivenObject> objects_from(const std::vector<ObjectWord>& words, Coordinates coordinates,
                                      const SliceRequest& slice) {
    std::vector<GivenObject> objects;
    std::string name = default_name;
    for (const auto& [option, value] : words) {
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
            throw UsageError("--object " + object.name + ": no prompt follows it; give one of " + prompt_options());
        }
        object.coordinates = coordinates;
        object.slice = slice;
        name_by_text(object);
    }
    return objects;
}

}  // namespace imis
