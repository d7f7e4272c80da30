// The kinds of prompt by their names, and sets of them.
//
// How a kind is given, written, read and sent stands in interaction/prompt.hpp.
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

struct PromptKindNames {
    PromptKind kind;
    std::string_view word;   // the field of model.json's "prompts", a word of --prompt, option and session command
    std::string_view field;  // of a prompt in JSON
    std::string_view taken;  // what a model takes, for people
    bool drawn;              // whether a simulated user can begin with it
};

inline constexpr std::array<PromptKindNames, 4> prompt_kinds = {{
    {PromptKind::point, "point", "points", "points", true},
    {PromptKind::box, "box", "box", "a box", true},
    {PromptKind::text, "text", "text", "a name", true},
    {PromptKind::mask, "mask", "mask", "the last mask", false},
}};

// The names of a kind.
[[nodiscard]] constexpr const PromptKindNames& names_of(PromptKind kind) {
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
        for (const PromptKindNames& names : prompt_kinds) {
            if (has(names.kind) && !others.has(names.kind)) return names.kind;
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
