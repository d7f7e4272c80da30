#include "imis/data/modality.hpp"

#include <algorithm>
#include <cctype>
#include <map>
#include <sstream>
#include <vector>

#include "imis/base/json_fields.hpp"
#include "modality_table.hpp"

namespace imis {
namespace {

char lower(char letter) {
    return static_cast<char>(std::tolower(static_cast<unsigned char>(letter)));
}

char upper(char letter) {
    return static_cast<char>(std::toupper(static_cast<unsigned char>(letter)));
}

// What counts when names are compared.
std::string key_of(std::string_view name) {
    std::string key;
    for (const char letter : name) {
        const bool separates = std::isspace(static_cast<unsigned char>(letter)) != 0 ||
                               std::string_view("_-/").find(letter) != std::string_view::npos;
        if (!separates) key += lower(letter);
    }
    return key;
}

// The name of each key of configs/modalities.json.
std::map<std::string, std::string> read_table() {
    const JsonFields groups = JsonFields::parse(modality_table_json, {"configs/modalities.json", ""});
    std::map<std::string, std::string> name_of_key;
    for (const std::string& group : groups.names()) {
        for (const auto& [name, aliases] : groups.get<std::map<std::string, std::vector<std::string>>>(group)) {
            name_of_key.emplace(key_of(name), name);
            for (const std::string& alias : aliases) name_of_key.emplace(key_of(alias), name);
        }
    }
    return name_of_key;
}

std::string tidy_word(const std::string& word) {
    constexpr std::size_t longest_acronym = 4;
    std::string tidy = word;
    if (word.size() <= longest_acronym) {
        std::transform(word.begin(), word.end(), tidy.begin(), upper);
    } else {
        tidy.front() = upper(word.front());
    }
    return tidy;
}

}  // namespace

std::optional<std::string> known_modality(std::string_view name) {
    static const std::map<std::string, std::string> table = read_table();
    const auto found = table.find(key_of(name));
    if (found == table.end()) return std::nullopt;
    return found->second;
}

std::string normalise_modality(std::string_view name) {
    if (const auto known = known_modality(name)) return *known;
    std::string spaced(name);
    std::replace(spaced.begin(), spaced.end(), '_', ' ');
    std::istringstream words(spaced);
    std::string tidy;
    for (std::string word; words >> word;) {
        if (!tidy.empty()) tidy += ' ';
        tidy += tidy_word(word);
    }
    return tidy.empty() ? std::string(unknown_modality) : tidy;
}

}  // namespace imis
