#include "session_command.hpp"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "imis/base/ascii.hpp"
#include "imis/base/error.hpp"
#include "imis/segmentation/session.hpp"

namespace imis {
namespace {

const JsonSource command_source{"", ""};  // Session adds the command's name

// A prompt of any kind may come with others.
std::vector<std::string_view> prompt_options() {
    std::vector<std::string_view> options = {"object", "coords", "rle"};
    for (const PromptKindInfo& info : prompt_kinds) options.push_back(info.word);
    return options;
}

std::vector<SessionCommand> make_commands() {
    using W = Workspace;
    std::vector<SessionCommand> commands = {
        {"open",
         "image",
         false,
         {"slice", "series", "frame", "window"},
         "open FILE             read a picture, a volume or a DICOM folder and encode it",
         &W::open},
        {"slice",
         "slice",
         false,
         {},
         "slice axial:57        go to a slice of a volume; masks of other slices are kept",
         &W::go_to_slice},
        {"object",
         "object",
         false,
         {},
         "object NAME           prompts are for this object from now on",
         &W::choose_object},
    };
    for (const PromptKindInfo& info : prompt_kinds) {
        commands.push_back({info.word, info.word, info.of_numbers, prompt_options(), info.typed, &W::prompt});
    }
    const std::vector<SessionCommand> others = {
        {"undo", "", false, {"object"}, "undo                  take the last prompt of the object back", &W::undo},
        {"reset", "", false, {"object"}, "reset                 forget the object on this slice", &W::reset},
        {"candidates",
         "",
         false,
         {"object", "rle"},
         "candidates            all masks of the last answer with their scores",
         &W::list_candidates},
        {"rle", "", false, {"object"}, "rle                   the object's mask as COCO run lengths", &W::give_mask},
        {"save",
         "output",
         false,
         {"overlay", "logits", "force"},
         "save FILE             write all masks (.png .nii.gz .nrrd .mha .dcm .json .geojson)",
         &W::save},
        {"help", "", false, {}, "help                  this list; docs/segment.md has the JSON form", &W::help},
        {"quit", "", false, {}, "quit                  end the session", &W::quit},
    };
    commands.insert(commands.end(), others.begin(), others.end());
    return commands;
}

std::string command_names() {
    std::vector<std::string_view> names;
    for (const SessionCommand& command : session_commands()) names.push_back(command.name);
    return joined(names);
}

// Numbers separated by spaces or commas.
std::vector<double> numbers(const SessionCommand& command, const std::string& words) {
    std::string list;
    for (const char c : words) {
        const bool separator = c == ' ' || c == '\t' || c == ',';
        if (!separator) list += c;
        if (separator && !list.ends_with(',')) list += ',';
    }
    auto values = numbers_from(list);
    if (values.empty()) throw Error("'" + words + "' are no numbers; write " + std::string(command.usage));
    return values;
}

nlohmann::json from_words(const std::string& line) {
    const auto space = line.find_first_of(" \t");
    const std::string name = line.substr(0, space);
    const std::string rest = space == std::string::npos ? "" : trimmed(line.substr(space));
    const SessionCommand& command = command_named(name == "exit" ? "quit" : name);
    nlohmann::json json = {{"command", command.name}};
    const std::string field(command.field);
    if (field.empty()) {
        if (!rest.empty()) throw Error("'" + name + "' stands alone, but '" + rest + "' follows it");
    } else if (rest.empty()) {
        throw Error("'" + name + "' needs something after it: " + std::string(command.usage));
    } else if (command.of_numbers) {
        json[field] = numbers(command, rest);
    } else {
        json[field] = rest;
    }
    return json;
}

}  // namespace

const std::vector<SessionCommand>& session_commands() {
    static const std::vector<SessionCommand> commands = make_commands();
    return commands;
}

const SessionCommand& command_named(std::string_view name) {
    const auto& commands = session_commands();
    const auto command = std::ranges::find(commands, name, &SessionCommand::name);
    if (command != commands.end()) return *command;
    throw Error("the command '" + std::string(name) + "' is not known; the commands are " + command_names());
}

std::vector<std::string_view> fields_of(const SessionCommand& command) {
    std::vector<std::string_view> fields = {"command"};
    if (!command.field.empty()) fields.push_back(command.field);
    for (const std::string_view option : command.options) {
        if (option != command.field) fields.push_back(option);
    }
    return fields;
}

JsonFields parse_command(const std::string& line) {
    const std::string text = trimmed(line);
    if (!text.starts_with('{')) return JsonFields::of(from_words(text), command_source);
    JsonFields command = JsonFields::parse(text, command_source);
    if (!command.has("command") || !command.at("command").is_text()) {
        throw Error(R"(a command is {"command": "point", ...}; the commands are )" + command_names());
    }
    (void)command_named(command.get<std::string>("command"));
    return command;
}

const std::string& session_help() {
    static const std::string help = [] {
        std::string text;
        for (const SessionCommand& command : session_commands()) text += std::string(command.usage) + "\n";
        return text;
    }();
    return help;
}

}  // namespace imis
