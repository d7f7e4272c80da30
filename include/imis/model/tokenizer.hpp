// CLIP's byte-pair tokenizer: the same token ids as the published one (OpenAI CLIP as packaged by Hugging Face), for
// the vocabulary that the merges file of a bundle spells out.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace imis {

// What happened while a text was encoded.
struct EncodingInfo {
    std::size_t tokens = 0;  // tokens of the whole text, start and end included, before it was cut
    bool truncated = false;  // tokens > context
};

class Tokenizer {
public:
    // Reads a merges file: UTF-8, one merge per line, "left right" in CLIP's byte-to-unicode notation, no header. Token
    // ids are the 256 byte symbols in CLIP's order, the same with "</w>" (end of word), one per merge, then start and
    // end of text. context: most tokens a text may have, start and end included. Throws Error (file, line) where the
    // file is missing, empty or malformed, or context < 2.
    Tokenizer(const std::filesystem::path& merges, int context);

    // Start token, tokens of the text, end token; a longer text is cut to the context and still ends with the end
    // token. The text is brought to Unicode NFC, runs of white space become one space, and letters become lower case.
    // The names of the special tokens, "<|startoftext|>" and "<|endoftext|>", stand for these tokens. Throws Error on
    // invalid UTF-8.
    [[nodiscard]] std::vector<std::int64_t> encode(std::string_view utf8) const;
    [[nodiscard]] std::vector<std::int64_t> encode(std::string_view utf8, EncodingInfo& info) const;

    [[nodiscard]] int context() const { return context_; }
    [[nodiscard]] std::int64_t start_token() const { return start_; }
    [[nodiscard]] std::int64_t end_token() const { return start_ + 1; }

private:
    using Ids = std::vector<std::int64_t>;

    void add_byte_symbols();
    void read_merges(const std::filesystem::path& path);
    void add_merge(const std::string& left, const std::string& right, std::int64_t rank);
    void append_word(std::string_view utf8, Ids& ids) const;

    struct Merge {
        std::int64_t rank = 0;    // lower merges first
        std::int64_t merged = 0;  // the token that the pair becomes
    };

    int context_;
    std::int64_t start_ = 0;
    std::vector<std::int64_t> byte_tokens_;                     // token of a byte inside a word
    std::unordered_map<std::string, std::int64_t> vocabulary_;  // symbol in byte-to-unicode notation -> token
    std::unordered_map<std::uint64_t, Merge> merges_;           // pair of tokens -> merge
};

// The sentence for a class name: the name in lower case, '_' and '-' to spaces, runs of white space to one space (none
// is stripped at the ends, as in IMIS-Bench model.py), put at the first "{}" of the pattern. Throws Error where the
// pattern has no "{}" or the name is not valid UTF-8.
[[nodiscard]] std::string sentence(std::string_view pattern, std::string_view name);

}  // namespace imis
