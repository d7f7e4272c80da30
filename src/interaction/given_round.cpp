#include "imis/interaction/given_round.hpp"

#include <algorithm>
#include <array>
#include <cstdio>

#include "imis/base/ascii.hpp"

namespace imis {
namespace {

// Where positions of a shape may lie. The far edges, x = width and y = height, still count as inside for a box: some
// count its last corner so.
bool lies_inside(PromptKind kind, double x, double y, Size image) {
    if (x < 0 || y < 0) return false;
    return kind == PromptKind::box ? x <= image.width && y <= image.height : x < image.width && y < image.height;
}

std::size_t dimensions(Coordinates coordinates) {
    return coordinates == Coordinates::pixel ? 2 : 3;
}

// The positions that numbers begin with.
std::vector<Vector3> positions_from(const std::vector<double>& numbers, std::size_t count, std::size_t dimensions) {
    std::vector<Vector3> positions(count);
    for (std::size_t i = 0; i < count * dimensions; ++i) positions[i / dimensions][i % dimensions] = numbers[i];
    return positions;
}

// None where the numbers are of another form.
std::optional<GivenShape> point_from(const std::vector<double>& numbers, Coordinates coordinates) {
    const std::size_t count = dimensions(coordinates);
    if (numbers.size() != count && numbers.size() != count + 1) return std::nullopt;
    const double label = numbers.size() == count ? 1 : numbers.back();
    if (label != 0 && label != 1 && label != -1) return std::nullopt;
    return GivenShape{PromptKind::point, positions_from(numbers, 1, count), static_cast<int>(label)};
}

std::optional<GivenShape> box_from(const std::vector<double>& numbers, Coordinates coordinates) {
    const auto& n = numbers;
    if (n.size() != 2 * dimensions(coordinates)) return std::nullopt;
    if (coordinates == Coordinates::pixel && (n[2] < n[0] || n[3] < n[1])) return std::nullopt;
    return GivenShape{PromptKind::box, positions_from(numbers, 2, dimensions(coordinates))};
}

std::optional<GivenShape> shape_from(PromptKind kind, const std::vector<double>& numbers, Coordinates coordinates) {
    switch (kind) {
        case PromptKind::point:
            return point_from(numbers, coordinates);
        case PromptKind::box:
            return box_from(numbers, coordinates);
        case PromptKind::text:
        case PromptKind::mask:
            break;  // are no numbers
    }
    return std::nullopt;
}

// What numbers of a kind must be, for messages.
std::string expected(PromptKind kind, Coordinates coordinates) {
    const bool flat = coordinates == Coordinates::pixel;
    switch (kind) {
        case PromptKind::point:
            return std::string(flat ? "must hold x, y" : "must hold x, y, z") +
                   " and, optionally, a label (1 object, 0 background, -1 no point)";
        case PromptKind::box:
            return flat ? "must hold x0, y0, x1, y1 with x0 <= x1 and y0 <= y1" : "must hold x0, y0, z0, x1, y1, z1";
        case PromptKind::text:
        case PromptKind::mask:
            break;
    }
    return "must be a string";
}

void set_text(GivenRound& round, PromptKind kind, const std::string& text) {
    switch (kind) {
        case PromptKind::text:
            round.text = text;
            return;
        case PromptKind::mask:
            round.mask = text;
            return;
        case PromptKind::point:
        case PromptKind::box:
            return;  // are numbers
    }
}

Size read_grid(const JsonFields& field) {
    const auto sides = field.as<std::vector<int>>();
    if (sides.size() != 2 || sides[0] < 1 || sides[1] < 1) field.fail("must be [height, width] in pixels");
    return {sides[0], sides[1]};
}

}  // namespace

PromptKinds kinds_of(const GivenRound& round) {
    PromptKinds kinds;
    for (const GivenShape& shape : round.shapes) kinds.add(shape.kind);
    if (!round.text.empty()) kinds.add(PromptKind::text);
    if (!round.mask.empty()) kinds.add(PromptKind::mask);
    return kinds;
}

void add_words(GivenRound& round, PromptKind kind, const std::string& words, Coordinates coordinates) {
    if (words.empty()) throw Error("must not be empty");
    if (!info_of(kind).of_numbers) {
        set_text(round, kind, words);
    } else if (auto shape = shape_from(kind, numbers_from(words), coordinates)) {
        round.shapes.push_back(std::move(*shape));
    } else {
        throw Error(expected(kind, coordinates));
    }
}

void add_value(GivenRound& round, PromptKind kind, const JsonFields& value, Coordinates coordinates) {
    if (!info_of(kind).of_numbers) {
        set_text(round, kind, value.as<std::string>());
    } else if (auto shape = shape_from(kind, value.as<std::vector<double>>(), coordinates)) {
        round.shapes.push_back(std::move(*shape));
    } else {
        value.fail(expected(kind, coordinates));
    }
}

void add_field(GivenRound& round, PromptKind kind, const JsonFields& object, Coordinates coordinates) {
    const std::string name(info_of(kind).field);
    if (!object.has(name)) return;
    const JsonFields field = object.at(name);
    if (!info_of(kind).repeatable) return add_value(round, kind, field, coordinates);
    for (const JsonFields& value : field.elements()) add_value(round, kind, value, coordinates);
}

const std::vector<std::string_view>& round_fields() {
    static const std::vector<std::string_view> fields = [] {
        std::vector<std::string_view> list;
        for (const PromptKindInfo& info : prompt_kinds) {
            if (!info.first_only) list.push_back(info.field);
        }
        list.emplace_back("grid");
        return list;
    }();
    return fields;
}

GivenRound read_round(const JsonFields& fields, Coordinates coordinates) {
    GivenRound round;
    for (const PromptKindInfo& info : prompt_kinds) {
        if (!info.first_only) add_field(round, info.kind, fields, coordinates);
    }
    if (fields.has("grid")) round.grid = read_grid(fields.at("grid"));
    return round;
}

void add_shapes(Prompt& prompt, const std::vector<GivenShape>& shapes, const std::string& image) {
    for (const GivenShape& shape : shapes) {
        std::vector<Point> pixels;
        std::string text;
        for (const Vector3& position : shape.positions) {
            pixels.push_back({static_cast<float>(position[0]), static_cast<float>(position[1])});
            if (!text.empty()) text += ',';
            text += position_text(position, 2);
        }
        const bool inside = std::ranges::all_of(
            shape.positions, [&](const Vector3& at) { return lies_inside(shape.kind, at[0], at[1], prompt.grid); });
        if (!inside && shape.label >= 0) {
            throw Error("the " + std::string(info_of(shape.kind).word) + " " + text + " lies outside of " + image +
                        ", whose pixels are x 0 to " + std::to_string(prompt.grid.width - 1) + " and y 0 to " +
                        std::to_string(prompt.grid.height - 1));
        }
        add_shape(prompt, shape.kind, pixels, shape.label);
    }
}

std::string position_text(const Vector3& position, std::size_t coordinates) {
    std::string words;
    for (std::size_t i = 0; i < coordinates; ++i) {
        std::array<char, 32> number{};
        std::snprintf(number.data(), number.size(), "%.6g", position[i]);
        if (i > 0) words += ',';
        words += number.data();
    }
    return words;
}

}  // namespace imis
