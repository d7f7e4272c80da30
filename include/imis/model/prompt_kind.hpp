// The kinds of prompt, what each is called and how people write it, and sets of kinds.
//
// ARCHITECTURE.md, "Adding a kind of prompt", lists what a new one needs.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>

namespace imis {

// In the order in which they are listed everywhere.
enum class PromptKind : std::uint8_t {
    point,
    box,
    text,
    mask,  // a low-res mask: that of the round before, or one to start from
};

struct PromptKindInfo {
    PromptKind kind;
    std::string_view word;   // the field of model.json's "prompts", a word of first prompts, option and session command
    std::string_view field;  // of a prompt in JSON
    std::string_view taken;  // what a model takes, for people
    bool drawn;              // a simulated user can begin with it
    bool of_numbers;         // its value consists of numbers, otherwise it is a text
    bool repeatable;         // a round may have several: its field in JSON is a list of values
    bool first_only;         // an object begins with it: no part of a later round
    std::string_view placeholder;  // for a value in words
    std::string_view help;         // what it is, and its words
    std::string_view typed;        // in a session: usage, and after two spaces or more what it does
};

inline constexpr std::array<PromptKindInfo, 4> prompt_kinds = {{
    {.kind = PromptKind::point,
     .word = "point",
     .field = "points",
     .taken = "points",
     .drawn = true,
     .of_numbers = true,
     .repeatable = true,
     .first_only = false,
     .placeholder = "POINT",
     .help = "A click: x,y or x,y,1 on the object, x,y,0 on the background; may be repeated",
     .typed = "point X Y [0]         click on the object; with 0 on the background"},
    {.kind = PromptKind::box,
     .word = "box",
     .field = "box",
     .taken = "a box",
     .drawn = true,
     .of_numbers = true,
     .repeatable = false,
     .first_only = false,
     .placeholder = "BOX",
     .help = "A box around the object: x0,y0,x1,y1, first and last pixel",
     .typed = "box X0 Y0 X1 Y1       a box around the object"},
    {.kind = PromptKind::text,
     .word = "text",
     .field = "text",
     .taken = "a name",
     .drawn = true,
     .of_numbers = false,
     .repeatable = false,
     .first_only = false,
     .placeholder = "NAME",
     .help = "The object's name for the model, such as \"left kidney\"",
     .typed = "text NAME             name the object"},
    {.kind = PromptKind::mask,
     .word = "mask",
     .field = "mask",
     .taken = "the last mask",
     .drawn = false,
     .of_numbers = false,
     .repeatable = false,
     .first_only = true,
     .placeholder = "FILE",
     .help = "A mask to start from: a picture, a label map, or low-res logits (.npy)",
     .typed = "mask FILE             start from a mask or logits (.npy)"},
}};

// What the table says about a kind.
[[nodiscard]] constexpr const PromptKindInfo& info_of(PromptKind kind) {
    switch (kind) {  // without a default: a new kind does not compile until it stands in the table
        case PromptKind::point:
        case PromptKind::box:
        case PromptKind::text:
        case PromptKind::mask:
            break;
    }
    return prompt_kinds[static_cast<std::size_t>(kind)];
}

static_assert(
    [] {
        for (std::size_t i = 0; i < prompt_kinds.size(); ++i) {
            if (static_cast<std::size_t>(prompt_kinds[i].kind) != i) return false;
        }
        return true;
    }(),
    "the table of prompt kinds lists every kind once, in the order of the enumeration");

// A set of kinds.
class PromptKinds {
public:
    constexpr PromptKinds() = default;
    constexpr PromptKinds(std::initializer_list<PromptKind> kinds) {
        for (const PromptKind kind : kinds) add(kind);
    }

    constexpr void add(PromptKind kind) { bits_ |= bit(kind); }
    constexpr void add(PromptKinds kinds) { bits_ |= kinds.bits_; }

    [[nodiscard]] constexpr bool has(PromptKind kind) const { return (bits_ & bit(kind)) != 0; }
    [[nodiscard]] constexpr bool empty() const { return bits_ == 0; }

    // The first kind of this set that `others` lacks; none where it has them all.
    [[nodiscard]] constexpr std::optional<PromptKind> first_missing_in(PromptKinds others) const {
        for (const PromptKindInfo& info : prompt_kinds) {
            if (has(info.kind) && !others.has(info.kind)) return info.kind;
        }
        return std::nullopt;
    }

    bool operator==(const PromptKinds&) const = default;

private:
    [[nodiscard]] static constexpr std::uint32_t bit(PromptKind kind) {
        return std::uint32_t{1} << static_cast<unsigned>(kind);
    }

    std::uint32_t bits_ = 0;
};

// Parses "point", "box", "text" or several joined by '+' ("point+text"): what a simulated user can begin with. `what` stands
// before messages, such as an option. Throws UsageError otherwise.
[[nodiscard]] PromptKinds parse_prompt_kinds(const std::string& words, const std::string& what);

// The canonical form: "point", "box", "text", "point+box", ... in the order of the enumeration.
[[nodiscard]] std::string to_string(PromptKinds kinds);

// What a model takes, for people: "points, a box, the last mask".
[[nodiscard]] std::string taken_prompts(PromptKinds takes);

}  // namespace imis
