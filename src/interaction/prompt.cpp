#include "imis/interaction/prompt.hpp"

#include <algorithm>
#include <array>
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

bool within(float x, float y, Size grid) {
    return x >= 0 && y >= 0 && x <= static_cast<float>(grid.width) && y <= static_cast<float>(grid.height);
}

void check_coordinates(const Prompt& prompt, const std::string& line) {
    const Size grid = prompt.grid;
    bool inside = std::ranges::all_of(
        prompt.points, [&](const Click& click) { return click.label < 0 || within(click.at.x, click.at.y, grid); });
    if (const auto& box = prompt.box) {
        inside = inside && within(box->x0, box->y0, grid) && within(box->x1, box->y1, grid);
        if (box->x1 < box->x0 || box->y1 < box->y0) throw Error("'" + line + "': a box is x0 <= x1, y0 <= y1");
    }
    if (!inside) {
        throw Error("'" + line + "': a point or box lies outside its grid of " + std::to_string(grid.width) + " x " +
                    std::to_string(grid.height) + " pixels");
    }
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

std::string to_json(const Prompt& prompt) {
    nlohmann::ordered_json json;
    json["grid"] = {prompt.grid.height, prompt.grid.width};
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
    return json.dump();
}

Prompt prompt_from_json(const std::string& line) {
    Prompt prompt;
    try {
        const auto json = nlohmann::json::parse(line);
        prompt.grid = {json.at("grid").at(0).get<int>(), json.at("grid").at(1).get<int>()};
        for (const auto& point : json.value("points", nlohmann::json::array())) {
            prompt.points.push_back({{point.at(0).get<float>(), point.at(1).get<float>()}, point.at(2).get<int>()});
        }
        if (json.contains("box")) {
            const auto sides = json.at("box").get<std::array<float, 4>>();
            prompt.box = Box{sides[0], sides[1], sides[2], sides[3]};
        }
        prompt.text = json.value("text", "");
    } catch (const nlohmann::json::exception& problem) {
        throw Error("'" + line + "' is no prompt (" + problem.what() + R"(); write {"grid":[height,width],)" +
                    R"("points":[[x,y,label],...],"box":[x0,y0,x1,y1]})");
    }
    if (prompt.grid.height < 1 || prompt.grid.width < 1) {
        throw Error("'" + line + "': 'grid' must be [height, width] of the image that the coordinates are pixels of");
    }
    check_coordinates(prompt, line);
    for (const Click& click : prompt.points) {
        if (click.label < -1 || click.label > 1) throw Error("'" + line + "': a label is 1, 0 or -1");
    }
    return prompt;
}

}  // namespace imis
