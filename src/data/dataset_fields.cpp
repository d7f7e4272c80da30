#include "dataset_fields.hpp"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <map>
#include <system_error>
#include <utility>

#include "imis/base/error.hpp"
#include "imis/base/files.hpp"
#include "imis/data/modality.hpp"

namespace imis {
namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;
namespace {

constexpr std::uint64_t file_limit = std::uint64_t{1} << 30;

// A field's value; nullptr where it is absent or null.
const Json* find_field(const DatasetFile& file, const std::string& field) {
    const auto found = file.json.find(field);
    return found == file.json.end() || found->is_null() ? nullptr : &*found;
}

std::string text_field(const DatasetFile& file, const std::string& field) {
    const Json* value = find_field(file, field);
    if (value == nullptr) return {};
    if (!value->is_string()) file.fail(field, "must be a string");
    return value->get<std::string>();
}

// The parser's message without its own prefix "[json.exception.parse_error.101] ".
std::string parser_message(const Json::exception& error) {
    const std::string message = error.what();
    const std::size_t end = message.find("] ");
    return end == std::string::npos ? message : message.substr(end + 2);
}

// A field of strings by number, {"0": "ct", ...} or ["ct", ...].
std::map<int, std::string> numbered_strings(const DatasetFile& file, const std::string& field, const Json& value) {
    if (!value.is_object() && !value.is_array()) file.fail(field, "must be an object such as {\"0\": \"background\"}");
    std::map<int, std::string> strings;
    for (const auto& [key, element] : value.items()) {
        int number = 0;
        const auto [end, code] = std::from_chars(key.data(), key.data() + key.size(), number);
        if (code != std::errc{} || end != key.data() + key.size()) {
            file.fail(field, "has the key '" + key + "' where a whole number is needed");
        }
        if (!element.is_string()) file.fail(field, "must have a string for the key '" + key + "'");
        if (!strings.emplace(number, element.get<std::string>()).second) {
            file.fail(field, "has the number " + std::to_string(number) + " twice; number every entry once");
        }
    }
    return strings;
}

std::string modality_field(const DatasetFile& file, const Json& value) {
    if (value.is_string()) return normalise_modality(value.get<std::string>());
    std::vector<std::string> names;
    for (const auto& [number, text] : numbered_strings(file, "modality", value)) {
        const std::string name = normalise_modality(text);
        if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
    }
    std::string joined;
    for (const std::string& name : names) joined += (joined.empty() ? "" : "+") + name;
    return joined.empty() ? std::string(unknown_modality) : joined;
}

// IMed-361M's descriptions are "modality_name"; of others, the longest beginning up to a '_' that is a known modality counts.
std::string modality_from_description(const std::string& description, const std::string& name) {
    const std::string suffix = "_" + name;
    if (!name.empty() && description.size() > suffix.size() && description.ends_with(suffix)) {
        return normalise_modality(description.substr(0, description.size() - suffix.size()));
    }
    for (std::size_t end = description.size(); end != std::string::npos && end > 0;
         end = description.rfind('_', end - 1)) {
        if (const auto known = known_modality(std::string_view(description).substr(0, end))) return *known;
    }
    return std::string(unknown_modality);
}

bool is_background(const std::string& name) {
    constexpr std::string_view background = "background";
    return std::equal(name.begin(), name.end(), background.begin(), background.end(), [](char letter, char wanted) {
        return std::tolower(static_cast<unsigned char>(letter)) == wanted;
    });
}

}  // namespace

void DatasetFile::fail(const std::string& field, const std::string& what) const {
    throw Error(path.string() + ": field '" + field + "' " + what);
}

DatasetFile read_dataset_file(const fs::path& folder) {
    DatasetFile file;
    file.path = folder / "dataset.json";
    std::error_code ignored;
    if (!fs::exists(file.path, ignored)) {
        throw Error(folder.string() + ": no dataset.json there; give a folder in the IMed-361M layout");
    }
    const std::string text = read_text_file(file.path, file_limit);
    try {
        file.json = Json::parse(text);
    } catch (const Json::exception& error) {
        throw Error(file.path.string() + ": is not valid JSON: " + parser_message(error));
    }
    if (!file.json.is_object()) throw Error(file.path.string() + ": must be a JSON object");
    return file;
}

std::string dataset_name(const DatasetFile& file) {
    std::string name = file_name_safe(text_field(file, "name"));
    if (!name.empty()) return name;
    std::error_code code;
    const fs::path folder = fs::canonical(file.path.parent_path(), code);
    name = file_name_safe(folder.filename().string());
    return name.empty() ? "dataset" : name;
}

std::string dataset_modality(const DatasetFile& file) {
    if (const Json* value = find_field(file, "modality")) {
        const std::string modality = modality_field(file, *value);
        if (modality != unknown_modality) return modality;
    }
    return modality_from_description(text_field(file, "description"), text_field(file, "name"));
}

std::vector<std::string> dataset_classes(const DatasetFile& file) {
    const Json* value = find_field(file, "labels");
    if (value == nullptr)
        file.fail("labels", "is missing; it must name the classes: {\"0\": \"background\", \"1\": ...}");
    std::vector<std::string> classes;
    for (const auto& [number, name] : numbered_strings(file, "labels", *value)) {
        if (is_background(name)) continue;
        if (name.empty()) file.fail("labels", "has an empty name for the number " + std::to_string(number));
        if (std::find(classes.begin(), classes.end(), name) != classes.end()) {
            file.fail("labels", "has the class '" + name + "' twice; give every class a name of its own");
        }
        classes.push_back(name);
    }
    if (classes.empty()) file.fail("labels", "names no class but background");
    return classes;
}

std::string file_name_safe(std::string name) {
    std::replace_if(
        name.begin(), name.end(),
        [](char letter) { return letter == '/' || letter == '\\' || static_cast<unsigned char>(letter) < 0x20; }, '_');
    return name.find_first_not_of(". ") == std::string::npos ? std::string() : name;
}

}  // namespace imis
