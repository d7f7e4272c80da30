#include "imis/interaction/volume_prompt.hpp"

#include <nlohmann/json.hpp>

namespace imis {

std::string to_json(const VolumePrompt& prompt) {
    if (kinds_of(prompt.prompt).empty()) return to_json(prompt.prompt);
    auto json = nlohmann::ordered_json::parse(to_json(prompt.prompt));
    json["slices"] = {prompt.first_slice, prompt.last_slice};
    return json.dump();
}

}  // namespace imis
