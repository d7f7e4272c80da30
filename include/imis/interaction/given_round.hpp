// Prompts as a person or a file gives them: in pixels or millimetres, before it is known which image they are for.
//
// The only parser of prompts: options, prompts files, recorded rows, sessions and markups all come through here.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "imis/base/choice.hpp"
#include "imis/base/json_fields.hpp"
#include "imis/image/geometry.hpp"
#include "imis/interaction/prompt.hpp"

namespace imis {

// What coordinates count: pixels of the slice (x, y), or millimetres in the patient (x, y, z).
enum class Coordinates { pixel, lps, ras };

inline constexpr Words<Coordinates, 3> coordinates_words = {
    {{Coordinates::pixel, "pixel"}, {Coordinates::lps, "lps"}, {Coordinates::ras, "ras"}}};

// A prompt that has a place: a point has one position, a box two opposite corners (in pixels the lower one first).
struct GivenShape {
    PromptKind kind = PromptKind::point;
    std::vector<Vector3> positions;  // x, y (z is 0) in pixels, or x, y, z in millimetres
    int label = 1;                   // of a point: 1 object, 0 background, -1 no point
};

// What is given in one round.
struct GivenRound {
    std::vector<GivenShape> shapes;
    std::string text;            // a name, or a whole sentence; empty for none
    std::filesystem::path mask;  // to start from, in the first round alone; empty for none
    std::optional<Size> grid;    // of the image that pixels count in, where it is not the slice itself
};

// The kinds that something is given of.
[[nodiscard]] PromptKinds kinds_of(const GivenRound& round);

// Adds a value in words: "x,y" or "x,y,label", "x0,y0,x1,y1", in millimetres "x,y,z" and so on; a text or a file as it
// is. Throws Error that says what the words must hold.
void add_words(GivenRound& round, PromptKind kind, const std::string& words, Coordinates coordinates);

// Adds a value in JSON: [x, y] or [x, y, label], [x0, y0, x1, y1], a string. Throws an error about the field.
void add_value(GivenRound& round, PromptKind kind, const JsonFields& value, Coordinates coordinates);

// Adds what an object in JSON has of a kind, if it has its field: a value, or a list of them.
void add_field(GivenRound& round, PromptKind kind, const JsonFields& object, Coordinates coordinates);

// The names of the fields of a round in JSON, `grid` included.
[[nodiscard]] const std::vector<std::string_view>& round_fields();

// Reads a round from an object's round_fields(); it may have others. Throws an error about the field.
[[nodiscard]] GivenRound read_round(const JsonFields& fields, Coordinates coordinates);

// Adds shapes given in pixels of prompt.grid. `image` names that image in messages. Throws Error where a position lies
// outside of it; the far edges, x = width and y = height, count as inside for a box.
void add_shapes(Prompt& prompt, const std::vector<GivenShape>& shapes, const std::string& image);

// "12.5,8" or, with three coordinates, "12.5,8,3": positions in messages.
[[nodiscard]] std::string position_text(const Vector3& position, std::size_t coordinates);

}  // namespace imis
