#include "imis/interaction/prompt.hpp"

#include <sstream>

#include <nlohmann/json.hpp>

#include "imis/base/error.hpp"

namespace imis {
namespace {

// Whole pixels are written without a fraction.
nlohmann::ordered_json number(float value) {
    const auto whole = static_cast<std::int64_t>(value);
    if (static_cast<float>(whole) == value) return whole;
    return static_cast<double>(value);
}

}  // namespace

PromptKinds parse_prompt_kinds(const std::string& words) {
    PromptKinds kinds;
    std::istringstream stream(words + "+");
    std::string word;
    bool known = true;
    while (std::getline(stream, word, '+')) {
        bool* kind = word == "point"  ? &kinds.point
                     : word == "box"  ? &kinds.box
                     : word == "text" ? &kinds.text
                                      : nullptr;
        known = known && kind != nullptr && !*kind;
        if (kind != nullptr) *kind = true;
    }
    if (!known) {
        throw UsageError("--prompt '" + words + "' is not known; it is point, box, text, or several joined by '+' " +
                         "(for example point+text)");
    }
    return kinds;
}

std::string to_string(const PromptKinds& kinds) {
    std::string words;
    for (const auto& [given, word] : {std::pair{kinds.point, "point"}, {kinds.box, "box"}, {kinds.text, "text"}}) {
        if (given) words += (words.empty() ? "" : "+") + std::string(word);
    }
    return words;
}

std::string to_json(const Prompt& prompt, Size grid) {
    nlohmann::ordered_json json;
    json["grid"] = {grid.height, grid.width};
    if (!prompt.points.empty()) {
        json["points"] = nlohmann::ordered_json::array();
        for (const Click& click : prompt.points) {
            json["points"].push_back({number(click.at.x), number(click.at.y), click.label});
        }
    }
    if (prompt.box) {
        json["box"] = {number(prompt.box->x0), number(prompt.box->y0), number(prompt.box->x1), number(prompt.box->y1)};
    }
    if (!prompt.text.empty()) json["text"] = prompt.text;
    if (prompt.previous_mask) json["mask"] = "previous";
    return json.dump();
}

}  // namespace imis
