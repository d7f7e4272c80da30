#include "imis/data/target_place.hpp"

#include <map>
#include <sstream>
#include <vector>

#include "imis/base/ascii.hpp"
#include "imis/base/json_fields.hpp"
#include "target_table.hpp"

namespace imis {
namespace {

using PlaceByLabel = std::map<std::string, TargetPlace>;

// What counts when labels are compared; scripts/list_unmapped_labels.py does the same.
std::string normalised_label(std::string_view label) {
    std::string spaced = lower_ascii(std::string(label));
    for (char& letter : spaced) {
        if (std::string_view("_-/").find(letter) != std::string_view::npos) letter = ' ';
    }
    std::istringstream words(spaced);
    std::string normalised;
    for (std::string word; words >> word;) {
        if (word == "left" || word == "right") continue;
        normalised += (normalised.empty() ? "" : " ") + word;
    }
    return normalised;
}

// The groups without a target, by their letters.
PlaceByLabel read_groups() {
    PlaceByLabel groups;
    const JsonFields table = JsonFields::parse(target_table_json, {"configs/imed361m/targets.json", ""});
    for (const JsonFields& group : table.at("groups").elements()) {
        groups[group.get<std::string>("code")] = {"", group.get<std::string>("name"), group.get<std::string>("kind")};
    }
    return groups;
}

PlaceByLabel read_places() {
    const PlaceByLabel groups = read_groups();
    const JsonFields aliases = JsonFields::parse(target_aliases_json, {"configs/imed361m/aliases.json", ""});
    PlaceByLabel places;
    for (const auto& [code, labels] : aliases.get<std::map<std::string, std::vector<std::string>>>("targets")) {
        TargetPlace place = groups.at(code.substr(0, 1));
        place.code = code;
        for (const std::string& label : labels) places.emplace(label, place);
    }
    for (const JsonFields& structure : aliases.at("beyond_table").elements()) {
        TargetPlace place = groups.at(structure.get<std::string>("group"));
        place.kind = structure.get<std::string>("kind");
        for (const auto& label : structure.get<std::vector<std::string>>("labels")) places.emplace(label, place);
    }
    return places;
}

}  // namespace

std::optional<TargetPlace> find_target_place(std::string_view label) {
    static const PlaceByLabel places = read_places();
    const auto found = places.find(normalised_label(label));
    return found == places.end() ? std::nullopt : std::optional(found->second);
}

}  // namespace imis
