#include "imis/model/prompt_kind.hpp"

#include <algorithm>
#include <sstream>

#include "imis/base/error.hpp"

namespace imis {
namespace {

// A text for every kind of a set, joined.
template <typename TextOf>
std::string texts_of(PromptKinds kinds, std::string_view separator, TextOf text_of) {
    std::string text;
    for (const PromptKindInfo& info : prompt_kinds) {
        if (kinds.has(info.kind)) text += std::string(text.empty() ? "" : separator) + std::string(text_of(info));
    }
    return text;
}

std::string_view word_in(const PromptKindInfo& info) {
    return info.word;
}

PromptKinds drawn_kinds() {
    PromptKinds drawn;
    for (const PromptKindInfo& info : prompt_kinds) {
        if (info.drawn) drawn.add(info.kind);
    }
    return drawn;
}

}  // namespace

PromptKinds parse_prompt_kinds(const std::string& words, const std::string& what) {
    const PromptKinds drawn = drawn_kinds();
    PromptKinds kinds;
    std::istringstream stream(words + "+");
    for (std::string word; std::getline(stream, word, '+');) {
        const auto* const info = std::ranges::find(prompt_kinds, word, &PromptKindInfo::word);
        if (info == prompt_kinds.end() || !info->drawn || kinds.has(info->kind)) {
            throw UsageError(what + " '" + words + "' is not known; it is " + texts_of(drawn, ", ", word_in) +
                             ", or several joined by '+' (for example point+text)");
        }
        kinds.add(info->kind);
    }
    return kinds;
}

std::string to_string(PromptKinds kinds) {
    return texts_of(kinds, "+", word_in);
}

std::string taken_prompts(PromptKinds takes) {
    return texts_of(takes, ", ", [](const PromptKindInfo& info) { return info.taken; });
}

}  // namespace imis
