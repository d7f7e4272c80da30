// Unicode steps of CLIP's text cleaning and word splitting. Texts are UTF-8 in and out.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace imis {

// NFC, runs of white space to one space, letters to lower case one by one (a capital sigma at the end of a word becomes
// the ordinary small one, as in the published tokenizer). Throws Error on invalid UTF-8.
[[nodiscard]] std::string clip_normalised(std::string_view text);

// Lower case by the full Unicode rules. Throws Error on invalid UTF-8.
[[nodiscard]] std::string lower_case(std::string_view text);

// Every run of Unicode white space becomes one space. Throws Error on invalid UTF-8.
[[nodiscard]] std::string single_spaced(std::string_view text);

// The pieces of a normalised text by CLIP's pattern: the contractions 's 't 're 've 'm 'll 'd, runs of letters, single
// numbers, and runs of anything else but white space. Throws Error on invalid UTF-8.
[[nodiscard]] std::vector<std::string> clip_words(std::string_view utf8);

}  // namespace imis
