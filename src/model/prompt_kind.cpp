#include "imis/model/prompt_kind.hpp"

#include <algorithm>
#include <sstream>

#include "imis/base/error.hpp"

namespace imis {
namespace {

// A text for every kind of a set, joined.
template <typename Names>
std::string texts_of(PromptKinds kinds, std::string_view separator, Names text_of) {
    std::string text;
    for (const PromptKindNames& names : prompt_kinds) {
        if (kinds.has(names.kind)) text += std::string(text.empty() ? "" : separator) + std::string(text_of(names));
    }
    return text;
}

std::string_view word_of_names(const PromptKindNames& names) {
    return names.word;
}

PromptKinds drawn_kinds() {
    PromptKinds drawn;
    for (const PromptKindNames& names : prompt_kinds) {
        if (names.drawn) drawn.add(names.kind);
    }
    return drawn;
}

}  // namespace

PromptKinds parse_prompt_kinds(const std::string& words, const std::string& what) {
    const PromptKinds drawn = drawn_kinds();
    PromptKinds kinds;
    std::istringstream stream(words + "+");
    for (std::string word; std::getline(stream, word, '+');) {
        const auto* const names = std::ranges::find(prompt_kinds, word, &PromptKindNames::word);
        if (names == prompt_kinds.end() || !names->drawn || kinds.has(names->kind)) {
            throw UsageError(what + " '" + words + "' is not known; it is " + texts_of(drawn, ", ", word_of_names) +
                             ", or several joined by '+' (for example point+text)");
        }
        kinds.add(names->kind);
    }
    return kinds;
}

std::string to_string(PromptKinds kinds) {
    return texts_of(kinds, "+", word_of_names);
}

std::string taken_prompts(PromptKinds takes) {
    return texts_of(takes, ", ", [](const PromptKindNames& names) { return names.taken; });
}

}  // namespace imis
