// From the options that describe objects to the objects.
#include <algorithm>

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
