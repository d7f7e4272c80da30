#include "npy_header.hpp"

#include <cctype>
#include <charconv>
#include <set>

#include "imis/base/error.hpp"

namespace imis {
namespace {

// The few things of Python's syntax that numpy.lib.format writes.
class Parser {
public:
    Parser(std::string_view text, const std::string& source) : text_(text), source_(source) {}

    NpyHeader parse() {
        NpyHeader header;
        std::set<std::string> keys;
        expect('{');
        while (!take('}')) {
            const std::string key = quoted();
            if (!keys.insert(key).second) fail("has the key '" + key + "' twice");
            expect(':');
            parse_value(key, header);
            if (!take(',') && peek() != '}') fail("lacks a comma");
        }
        if (keys.size() != 3) fail("lacks one of the keys descr, fortran_order and shape");
        if (peek() != '\0') fail("goes on behind its end");
        return header;
    }

private:
    void parse_value(const std::string& key, NpyHeader& header) {
        if (key == "descr") {
            if (peek() == '[')
                fail("tells of records (a structured type), which are not supported; save a plain array");
            header.descr = quoted();
        } else if (key == "fortran_order") {
            header.fortran_order = boolean();
        } else if (key == "shape") {
            header.shape = tuple();
        } else {
            fail("has the unknown key '" + key + "'");
        }
    }

    std::vector<std::int64_t> tuple() {
        std::vector<std::int64_t> numbers;
        expect('(');
        while (!take(')')) {
            numbers.push_back(number());
            if (!take(',') && peek() != ')') fail("has a malformed shape");
        }
        return numbers;
    }

    std::int64_t number() {
        skip_blanks();
        std::int64_t value = 0;
        const char* const end = text_.data() + text_.size();
        const auto [behind, code] = std::from_chars(text_.data() + position_, end, value);
        if (code != std::errc{} || value < 0) fail("has a malformed shape");
        position_ = static_cast<std::size_t>(behind - text_.data());
        if (position_ < text_.size() && text_[position_] == 'L') ++position_;  // Python 2's long integers
        return value;
    }

    bool boolean() {
        skip_blanks();
        for (const bool value : {false, true}) {
            const std::string_view word = value ? "True" : "False";
            if (text_.substr(position_, word.size()) == word) {
                position_ += word.size();
                return value;
            }
        }
        fail("has a malformed fortran_order");
    }

    std::string quoted() {
        const char quote = peek();
        if (quote != '\'' && quote != '"') fail("is malformed where a text should stand");
        const std::size_t begin = ++position_;
        const std::size_t end = text_.find(quote, begin);
        if (end == std::string_view::npos) fail("has an open quotation mark");
        position_ = end + 1;
        return std::string(text_.substr(begin, end - begin));
    }

    void skip_blanks() {
        while (position_ < text_.size() && std::isspace(static_cast<unsigned char>(text_[position_])) != 0) ++position_;
    }

    // The next character but blanks; NUL at the end.
    char peek() {
        skip_blanks();
        return position_ < text_.size() ? text_[position_] : '\0';
    }

    bool take(char wanted) {
        if (peek() != wanted) return false;
        ++position_;
        return true;
    }

    void expect(char wanted) {
        if (!take(wanted)) fail(std::string("is malformed: '") + wanted + "' is missing");
    }

    [[noreturn]] void fail(const std::string& what) const { throw ItemError(source_ + ": its .npy header " + what); }

    std::string_view text_;
    const std::string& source_;
    std::size_t position_ = 0;
};

}  // namespace

NpyHeader parse_npy_header(std::string_view text, const std::string& source) {
    return Parser(text, source).parse();
}

}  // namespace imis
