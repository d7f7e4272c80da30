#include "imis/model/tokenizer.hpp"

#include <algorithm>
#include <array>
#include <fstream>
#include <utility>

#include "imis/base/error.hpp"
#include "unicode_text.hpp"

namespace imis {
namespace {

constexpr std::int64_t bytes = 256;
constexpr std::string_view end_of_word = "</w>";
constexpr std::array<std::string_view, 2> special_names = {"<|startoftext|>", "<|endoftext|>"};  // in token order

// Code points of CLIP's byte-to-unicode notation that are printable as they are; all other bytes stand at 256, 257, ...
bool stands_for_itself(int byte) {
    return (byte >= 0x21 && byte <= 0x7E) || (byte >= 0xA1 && byte <= 0xAC) || byte >= 0xAE;
}

std::string utf8_of(int code_point) {  // below U+0800
    if (code_point < 0x80) {
        return {static_cast<char>(code_point)};
    }
    return {static_cast<char>(0xC0 | (code_point >> 6)), static_cast<char>(0x80 | (code_point & 0x3F))};
}

// (byte, its symbol) in the order of CLIP's vocabulary: first the bytes that stand for themselves, then the others.
std::vector<std::pair<int, std::string>> byte_symbols() {
    std::vector<std::pair<int, std::string>> symbols;
    for (int byte = 0; byte < 256; ++byte) {
        if (stands_for_itself(byte)) {
            symbols.emplace_back(byte, utf8_of(byte));
        }
    }
    int code_point = 256;
    for (int byte = 0; byte < 256; ++byte) {
        if (!stands_for_itself(byte)) {
            symbols.emplace_back(byte, utf8_of(code_point++));
        }
    }
    return symbols;
}

std::uint64_t pair_key(std::int64_t left, std::int64_t right) {
    return (static_cast<std::uint64_t>(left) << 32) | static_cast<std::uint64_t>(right);
}

// The special token that comes first in the text: where (npos for none), and which.
std::pair<std::size_t, std::size_t> first_special(std::string_view text) {
    std::pair<std::size_t, std::size_t> found{std::string_view::npos, 0};
    for (std::size_t which = 0; which < special_names.size(); ++which) {
        found = std::min(found, {text.find(special_names[which]), which});
    }
    return found;
}

}  // namespace

Tokenizer::Tokenizer(const std::filesystem::path& merges, int context) : context_(context), byte_tokens_(bytes) {
    if (context < 2) {
        throw Error("tokenizer: context " + std::to_string(context) +
                    " has no room for the start and end tokens: give 2 or more");
    }
    add_byte_symbols();
    read_merges(merges);
}

void Tokenizer::add_byte_symbols() {
    std::int64_t token = 0;
    for (const auto& [byte, symbol] : byte_symbols()) {
        byte_tokens_[byte] = token;
        vocabulary_[symbol] = token;
        vocabulary_[symbol + std::string(end_of_word)] = token + bytes;
        ++token;
    }
}

void Tokenizer::read_merges(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    if (!file) throw Error(path.string() + ": can't read the merges file: export the model bundle again");
    std::string line;
    std::int64_t rank = 0;
    while (std::getline(file, line)) {
        if (line.ends_with('\r')) line.pop_back();
        const std::size_t space = line.find(' ');
        const std::string left = line.substr(0, space);
        const std::string right = space == std::string::npos ? "" : line.substr(space + 1);
        if (!vocabulary_.contains(left) || !vocabulary_.contains(right)) {
            throw Error(
                path.string() + ":" + std::to_string(rank + 1) +
                ": not a merge of two known symbols (\"left right\", no header): export the model bundle again");
        }
        add_merge(left, right, rank++);
    }
    if (merges_.empty()) throw Error(path.string() + ": the merges file is empty: export the model bundle again");
}

void Tokenizer::add_merge(const std::string& left, const std::string& right, std::int64_t rank) {
    const std::uint64_t pair = pair_key(vocabulary_.at(left), vocabulary_.at(right));
    const std::int64_t merged = 2 * bytes + rank;
    merges_[pair] = {rank, merged};
    vocabulary_[left + right] = merged;
    start_ = merged + 1;
}

void Tokenizer::append_word(std::string_view utf8, Ids& ids) const {
    Ids word;
    for (const char byte : utf8) {
        word.push_back(byte_tokens_[static_cast<unsigned char>(byte)]);
    }
    word.back() += bytes;  // its end-of-word twin
    while (word.size() > 1) {
        const Merge* best = nullptr;
        std::size_t best_at = 0;
        for (std::size_t i = 0; i + 1 < word.size(); ++i) {
            const auto found = merges_.find(pair_key(word[i], word[i + 1]));
            if (found != merges_.end() && (best == nullptr || found->second.rank < best->rank)) {
                best = &found->second;
                best_at = i;
            }
        }
        if (best == nullptr) {
            break;
        }
        word[best_at] = best->merged;
        word.erase(word.begin() + static_cast<std::ptrdiff_t>(best_at) + 1);
    }
    ids.insert(ids.end(), word.begin(), word.end());
}

std::vector<std::int64_t> Tokenizer::encode(std::string_view utf8) const {
    EncodingInfo info;
    return encode(utf8, info);
}

std::vector<std::int64_t> Tokenizer::encode(std::string_view utf8, EncodingInfo& info) const {
    const std::string normalised = clip_normalised(utf8);
    Ids ids = {start_token()};
    for (std::string_view rest = normalised; !rest.empty();) {
        const auto [at, which] = first_special(rest);
        for (const std::string& word : clip_words(rest.substr(0, at))) {
            append_word(word, ids);
        }
        if (at == std::string_view::npos) {
            break;
        }
        ids.push_back(start_token() + static_cast<std::int64_t>(which));
        rest.remove_prefix(at + special_names[which].size());
    }
    ids.push_back(end_token());

    info.tokens = ids.size();
    info.truncated = ids.size() > static_cast<std::size_t>(context_);
    if (info.truncated) {
        ids.resize(static_cast<std::size_t>(context_));
        ids.back() = end_token();
    }
    return ids;
}

std::string sentence(std::string_view pattern, std::string_view name) {
    const std::size_t at = pattern.find("{}");
    if (at == std::string_view::npos) {
        throw Error("text template \"" + std::string(pattern) +
                    "\" has no {} for the class name: correct \"template\" in model.json");
    }
    std::string words = lower_case(name);
    std::replace_if(
        words.begin(), words.end(), [](char c) { return c == '_' || c == '-'; }, ' ');
    std::string result(pattern);
    return result.replace(at, 2, single_spaced(words));
}

}  // namespace imis
