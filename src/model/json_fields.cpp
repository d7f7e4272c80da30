#include "json_fields.hpp"

#include <algorithm>
#include <fstream>

namespace imis {

void JsonFields::check_known(std::initializer_list<std::string_view> names) const {
    if (!value_.is_object()) return;
    for (const auto& field : value_.items()) {
        if (std::ranges::find(names, std::string_view(field.key())) != names.end()) continue;
        std::string known;
        for (const std::string_view name : names) known += (known.empty() ? "" : ", ") + std::string(name);
        throw error(field.key(), "is unknown; known here are " + known);
    }
}

nlohmann::json parse_json_file(const std::filesystem::path& file) {
    std::ifstream stream(file);
    if (!stream) throw Error(file.string() + ": can't be read; is this the folder of a model bundle?");
    try {
        return nlohmann::json::parse(stream);
    } catch (const nlohmann::json::parse_error& problem) {
        throw Error(file.string() + ": is not valid JSON (at byte " + std::to_string(problem.byte) +
                    "); export the bundle again");
    }
}

}  // namespace imis
