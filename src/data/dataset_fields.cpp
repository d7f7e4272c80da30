#include "dataset_fields.hpp"

#include <algorithm>
#include <charconv>
#include <map>
#include <system_error>

#include "imis/base/ascii.hpp"
#include "imis/base/error.hpp"
#include "imis/data/modality.hpp"

namespace imis {
namespace fs = std::filesystem;
namespace {

constexpr std::uint64_t file_limit = std::uint64_t{1} << 30;

// The entries of a field of strings by number, {"0": "ct", ...} or ["ct", ...].
std::map<int, std::string> numbered_strings(const JsonFields& field) {
    std::map<int, std::string> strings;
    if (field.is_list()) {
        for (const JsonFields& element : field.elements()) {
            strings.emplace(static_cast<int>(strings.size()), element.as<std::string>());
        }
        return strings;
    }
    if (!field.is_object()) field.fail("must be an object such as {\"0\": \"background\"}");
    for (const std::string& key : field.names()) {
        int number = 0;
        const auto [end, code] = std::from_chars(key.data(), key.data() + key.size(), number);
        if (code != std::errc{} || end != key.data() + key.size()) {
            field.fail("has the key '" + key + "' where a whole number is needed");
        }
        if (!strings.emplace(number, field.get<std::string>(key)).second) {
            field.fail("has the number " + std::to_string(number) + " twice; number every entry once");
        }
    }
    return strings;
}

std::string modality_of(const JsonFields& field) {
    if (field.is_text()) return normalise_modality(field.as<std::string>());
    std::vector<std::string> names;
    for (const auto& [number, text] : numbered_strings(field)) {
        const std::string name = normalise_modality(text);
        if (std::ranges::find(names, name) == names.end()) names.push_back(name);
    }
    return names.empty() ? std::string(unknown_modality) : joined(names, "+");
}

// IMed-361M's descriptions are "modality_name"; of others, the longest beginning up to a '_' that is a known modality
// counts.
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

}  // namespace

JsonFields read_dataset_fields(const fs::path& folder) {
    const fs::path file = folder / "dataset.json";
    std::error_code ignored;
    if (!fs::exists(file, ignored)) {
        throw Error(folder.string() + ": has no dataset.json; name a folder in the IMed-361M layout");
    }
    const JsonFields fields = JsonFields::read(file, {}, file_limit);
    if (!fields.is_object()) fields.fail("must be a JSON object");
    return fields;
}

std::string dataset_name(const JsonFields& fields, const fs::path& folder) {
    std::string name = file_name_safe(fields.get_or("name", std::string()));
    if (!name.empty()) return name;
    std::error_code code;
    name = file_name_safe(fs::canonical(folder, code).filename().string());
    return name.empty() ? "dataset" : name;
}

std::string dataset_modality(const JsonFields& fields) {
    if (fields.has("modality")) {
        const std::string modality = modality_of(fields.at("modality"));
        if (modality != unknown_modality) return modality;
    }
    return modality_from_description(fields.get_or("description", std::string()), fields.get_or("name", std::string()));
}

std::vector<std::string> dataset_classes(const JsonFields& fields) {
    if (!fields.has("labels")) {
        fields.fail("labels", "is missing; it must name the classes: {\"0\": \"background\", \"1\": ...}");
    }
    const JsonFields labels = fields.at("labels");
    std::vector<std::string> classes;
    for (const auto& [number, name] : numbered_strings(labels)) {
        if (lower_ascii(name) == "background") continue;
        if (name.empty()) labels.fail("has an empty name for the number " + std::to_string(number));
        if (std::ranges::find(classes, name) != classes.end()) {
            labels.fail("has the class '" + name + "' twice; give every class a name of its own");
        }
        classes.push_back(name);
    }
    if (classes.empty()) labels.fail("names no class but background");
    return classes;
}

std::string file_name_safe(std::string name) {
    std::replace_if(
        name.begin(), name.end(),
        [](char letter) { return letter == '/' || letter == '\\' || static_cast<unsigned char>(letter) < 0x20; }, '_');
    return name.find_first_not_of(". ") == std::string::npos ? std::string() : name;
}

}  // namespace imis
