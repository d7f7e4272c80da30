#include "imis/interaction/prompt.hpp"

#include <algorithm>
#include <cstdint>

#include <nlohmann/json.hpp>

#include "imis/base/json_fields.hpp"
#include "imis/interaction/given_round.hpp"

namespace imis {
namespace {

using Json = nlohmann::ordered_json;

// Whole pixels are written without a fraction.
Json number(float value) {
    const auto whole = static_cast<std::int64_t>(value);
    if (static_cast<float>(whole) == value) return whole;
    return static_cast<double>(value);
}

Json points_json(const std::vector<Click>& points) {
    Json list = Json::array();
    for (const Click& click : points) list.push_back({number(click.at.x), number(click.at.y), click.label});
    return list;
}

// What a prompt holds of a kind; null where it holds none.
Json value_of(const Prompt& prompt, PromptKind kind) {
    switch (kind) {
        case PromptKind::point:
            return prompt.points.empty() ? Json() : points_json(prompt.points);
        case PromptKind::box:
            if (!prompt.box) return {};
            return {number(prompt.box->x0), number(prompt.box->y0), number(prompt.box->x1), number(prompt.box->y1)};
        case PromptKind::text:
            return prompt.text.empty() ? Json() : Json(prompt.text);
        case PromptKind::mask:
            break;
    }
    return {};
}

bool holds(const Prompt& prompt, PromptKind kind) {
    switch (kind) {
        case PromptKind::point:
            return !prompt.points.empty();
        case PromptKind::box:
            return prompt.box.has_value();
        case PromptKind::text:
            return !prompt.text.empty();
        case PromptKind::mask:
            break;
    }
    return false;
}

}  // namespace

PromptKinds kinds_of(const Prompt& prompt) {
    PromptKinds kinds;
    for (const PromptKindInfo& info : prompt_kinds) {
        if (holds(prompt, info.kind)) kinds.add(info.kind);
    }
    return kinds;
}

void add_shape(Prompt& prompt, PromptKind kind, std::span<const Point> positions, int label) {
    switch (kind) {
        case PromptKind::point:
            prompt.points.push_back({positions.front(), label});
            return;
        case PromptKind::box: {
            const auto [x0, x1] = std::minmax(positions.front().x, positions.back().x);
            const auto [y0, y1] = std::minmax(positions.front().y, positions.back().y);
            prompt.box = Box{x0, y0, x1, y1};
            return;
        }
        case PromptKind::text:
        case PromptKind::mask:
            return;  // have no place
    }
}

std::string to_json(const Prompt& prompt) {
    Json json;
    json["grid"] = {prompt.grid.height, prompt.grid.width};
    for (const PromptKindInfo& info : prompt_kinds) {
        Json value = value_of(prompt, info.kind);
        if (!value.is_null()) json[std::string(info.field)] = std::move(value);
    }
    return json.dump();
}

Prompt prompt_from_json(const std::string& line) {
    const JsonFields fields = JsonFields::parse(line, {"prompt " + line, ""});
    fields.check_known(round_fields());
    const GivenRound given = read_round(fields, Coordinates::pixel);
    if (!given.grid)
        fields.fail("grid", "is missing: the [height, width] of the image that the coordinates are pixels of");
    Prompt prompt;
    prompt.grid = *given.grid;
    prompt.text = given.text;
    add_shapes(prompt, given.shapes, "its grid");
    return prompt;
}

}  // namespace imis
