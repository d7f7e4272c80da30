// Values in JSON texts by type, with errors that name the file, the field and the remedy.
#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <filesystem>
#include <initializer_list>
#include <limits>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "imis/base/choice.hpp"
#include "imis/base/files.hpp"

namespace imis {

template <typename Exception>
[[nodiscard]] std::exception_ptr error_as(const std::string& message) {
    return std::make_exception_ptr(Exception(message));
}

// Where a JSON text comes from, and what its errors are.
struct JsonSource {
    std::string name;    // file, or what stands for it at the beginning of every message; may be empty
    std::string remedy;  // end of every message, after a semicolon; may be empty
    std::exception_ptr (*error)(const std::string& message) = error_as<Error>;  // or of UsageError, ItemError
};

// A value in a JSON text: the whole text, a field of an object or an element of a list. It knows the path that leads to
// it, "input.size" or "images[0].objects[2].box", and shares ownership of the text, so that it may outlive what it was
// taken from.
//
// Every function throws the source's kind of error: "NAME: field 'PATH' PROBLEM; REMEDY". A field that holds null
// counts as absent.
class JsonFields {
public:
    // Throws where the text is not JSON, naming line, column and byte.
    [[nodiscard]] static JsonFields parse(std::string_view text, const JsonSource& source);

    // A value that is in memory already, a nlohmann::json.
    template <typename Json>
    [[nodiscard]] static JsonFields of(Json value, JsonSource source);

    // Parses a file of at most `limit` bytes; the source's name becomes the file's. Throws also where it can't be read.
    [[nodiscard]] static JsonFields read(const std::filesystem::path& file, JsonSource source,
                                         std::uint64_t limit = default_file_limit);

    [[nodiscard]] bool is_object() const;
    [[nodiscard]] bool is_list() const;
    [[nodiscard]] bool is_text() const;

    // Whether this is an object with that field.
    [[nodiscard]] bool has(const std::string& name) const;

    // A field. Throws where this is no object or lacks it.
    [[nodiscard]] JsonFields at(const std::string& name) const;

    // The names of an object's fields, sorted. Throws where this is no object.
    [[nodiscard]] std::vector<std::string> names() const;

    // The elements of a list. Throws where this is none.
    [[nodiscard]] std::vector<JsonFields> elements() const;

    // The value as bool, a type of whole numbers, float, double, std::string, or a std::vector or std::map (by name) of
    // these. Nothing is converted, but 2.0 is a whole number. Throws where it is of another type, or a number that T
    // can't hold.
    template <typename T>
    [[nodiscard]] T as() const {
        T value{};
        read_into(value);
        return value;
    }

    // The same for a field that must be there.
    template <typename T>
    [[nodiscard]] T get(const std::string& name) const {
        return at(name).as<T>();
    }

    // The same for a field that may be absent.
    template <typename T>
    [[nodiscard]] T get_or(const std::string& name, T otherwise) const {
        return has(name) ? get<T>(name) : otherwise;
    }

    // The choice whose word this text is. Throws where it is none of the words, naming them.
    template <typename Choice, std::size_t count>
    [[nodiscard]] Choice choice(const Words<Choice, count>& words) const {
        const auto word = as<std::string>();
        if (const auto choice = find_choice(words, word)) return *choice;
        fail("is '" + word + "', but must be one of " + known_words(words));
    }

    // The same for a field that must be there.
    template <typename Choice, std::size_t count>
    [[nodiscard]] Choice choice(const std::string& name, const Words<Choice, count>& words) const {
        return at(name).choice(words);
    }

    // The same for a field that may be absent.
    template <typename Choice, std::size_t count>
    [[nodiscard]] Choice choice_or(const std::string& name, Choice otherwise, const Words<Choice, count>& words) const {
        return has(name) ? choice(name, words) : otherwise;
    }

    // Throws where this is no object, or has a field of another name: a misspelt one would silently have its default.
    void check_known(std::span<const std::string_view> names) const;
    void check_known(std::initializer_list<std::string_view> names) const {
        check_known(std::span(names.begin(), names.size()));
    }

    // Throws an error about this value, or about a field of it that may be absent.
    [[noreturn]] void fail(const std::string& problem) const;
    [[noreturn]] void fail(const std::string& name, const std::string& problem) const;

    // The path that leads here; empty for the whole text.
    [[nodiscard]] const std::string& path() const { return path_; }

private:
    JsonFields(std::shared_ptr<const void> value, std::shared_ptr<const JsonSource> source, std::string path)
        : value_(std::move(value)), source_(std::move(source)), path_(std::move(path)) {}

    void read_into(bool& value) const;
    void read_into(float& value) const;
    void read_into(double& value) const;
    void read_into(std::string& value) const;

    template <std::integral T>
    void read_into(T& value) const {
        using Limits = std::numeric_limits<T>;
        constexpr std::int64_t largest = std::numeric_limits<std::int64_t>::max();
        constexpr std::int64_t most =
            std::in_range<std::int64_t>(Limits::max()) ? static_cast<std::int64_t>(Limits::max()) : largest;
        value = static_cast<T>(whole_number(static_cast<std::int64_t>(Limits::min()), most));
    }

    template <typename T>
    void read_into(std::vector<T>& values) const {
        for (const JsonFields& element : elements()) values.push_back(element.as<T>());
    }

    template <typename T>
    void read_into(std::map<std::string, T>& values) const {
        for (const std::string& name : names()) values.emplace(name, get<T>(name));
    }

    // A number without a fraction, within least to most.
    [[nodiscard]] std::int64_t whole_number(std::int64_t least, std::int64_t most) const;

    // Throws: "must be EXPECTED, not a ...".
    [[noreturn]] void refuse_type(const std::string& expected) const;

    [[nodiscard]] std::string path_of(const std::string& name) const;

    std::shared_ptr<const void>
        value_;  // a value of the JSON library, whose headers stay out of ours; owns the whole text
    std::shared_ptr<const JsonSource> source_;
    std::string path_;
};

}  // namespace imis
