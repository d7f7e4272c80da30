#include "imis/segmentation/session_command.hpp"

#include <algorithm>
#include <array>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

#include "imis/base/ascii.hpp"
#include "imis/base/error.hpp"

namespace imis {
namespace {

// How a command's words become fields.
struct CommandForm {
    enum class Kind { plain, words, numbers };
    std::string_view name;
    Kind kind = Kind::plain;  // nothing behind it, one text, or numbers
    std::string_view field;   // that holds them
    std::string_view usage;   // for help
};

using Kind = CommandForm::Kind;

constexpr std::array<CommandForm, 14> forms = {{
    {"open", Kind::words, "image", "open FILE             read a picture, a volume or a DICOM folder and encode it"},
    {"slice", Kind::words, "slice", "slice axial:57        go to a slice of a volume; masks of other slices are kept"},
    {"object", Kind::words, "object", "object NAME           prompts are for this object from now on"},
    {"point", Kind::numbers, "point", "point X Y [0]         click on the object; with 0 on the background"},
    {"box", Kind::numbers, "box", "box X0 Y0 X1 Y1       a box around the object"},
    {"text", Kind::words, "text", "text NAME             name the object"},
    {"mask", Kind::words, "mask", "mask FILE             start from a mask or logits (.npy)"},
    {"undo", Kind::plain, "", "undo                  take the last prompt of the object back"},
    {"reset", Kind::plain, "", "reset                 forget the object on this slice"},
    {"candidates", Kind::plain, "", "candidates            all masks of the last answer with their scores"},
    {"rle", Kind::plain, "", "rle                   the object's mask as COCO run lengths"},
    {"save", Kind::words, "output",
     "save FILE             write all masks (.png .nii.gz .nrrd .mha .dcm .json .geojson)"},
    {"help", Kind::plain, "", "help                  this list; docs/segment.md has the JSON form"},
    {"quit", Kind::plain, "", "quit                  end the session"},
}};

std::string known_commands() {
    std::string names;
    for (const CommandForm& form : forms) names += (names.empty() ? "" : ", ") + std::string(form.name);
    return names;
}

const CommandForm& form_of(const std::string& name) {
    const auto* const form = std::ranges::find(forms, name, &CommandForm::name);
    if (form != forms.end()) return *form;
    throw Error("the command '" + name + "' is not known; the commands are " + known_commands());
}

// Numbers parted by spaces or commas.
std::vector<double> numbers(const CommandForm& form, const std::string& words) {
    std::string joined;
    for (const char c : words) {
        const bool separator = c == ' ' || c == '\t' || c == ',';
        if (!separator) joined += c;
        if (separator && !joined.ends_with(',')) joined += ',';
    }
    auto values = numbers_from(joined);
    if (values.empty()) throw Error("'" + words + "' are no numbers; write " + std::string(form.usage));
    return values;
}

nlohmann::json from_words(const std::string& line) {
    const auto space = line.find_first_of(" \t");
    const std::string name = line.substr(0, space);
    const std::string rest = space == std::string::npos ? "" : trimmed(line.substr(space));
    const CommandForm& form = form_of(name == "exit" ? "quit" : name);
    nlohmann::json command = {{"command", form.name}};
    if (form.kind == Kind::plain && !rest.empty()) {
        throw Error("'" + name + "' stands alone, but '" + rest + "' follows it");
    }
    if (form.kind != Kind::plain && rest.empty()) {
        throw Error("'" + name + "' needs something behind it: " + std::string(form.usage));
    }
    if (form.kind == Kind::words) command[std::string(form.field)] = rest;
    if (form.kind == Kind::numbers) command[std::string(form.field)] = numbers(form, rest);
    return command;
}

}  // namespace

nlohmann::json parse_command(const std::string& line) {
    const std::string text = trimmed(line);
    if (!text.starts_with('{')) return from_words(text);
    nlohmann::json command;
    try {
        command = nlohmann::json::parse(text);
    } catch (const nlohmann::json::exception& problem) {
        throw Error(std::string("is no JSON: ") + problem.what());
    }
    if (!command.contains("command") || !command["command"].is_string()) {
        throw Error(R"(a command is {"command": "point", ...}; the commands are )" + known_commands());
    }
    (void)form_of(command["command"].get<std::string>());
    return command;
}

const std::string& command_help() {
    static const std::string help = [] {
        std::string text;
        for (const CommandForm& form : forms) text += std::string(form.usage) + "\n";
        return text;
    }();
    return help;
}

}  // namespace imis
