#include "json_fields.hpp"

#include <fstream>

namespace imis {

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
