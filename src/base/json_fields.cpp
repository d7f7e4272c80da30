#include "imis/base/json_fields.hpp"

#include <algorithm>
#include <cmath>

#include <nlohmann/json.hpp>

#include "imis/base/ascii.hpp"

namespace imis {
namespace {

const nlohmann::json& json_of(const std::shared_ptr<const void>& value) {
    return *static_cast<const nlohmann::json*>(value.get());
}

// "a string", for messages.
std::string type_of(const nlohmann::json& value) {
    if (value.is_object()) return "an object";
    if (value.is_array()) return "a list";
    if (value.is_boolean()) return value.get<bool>() ? "true" : "false";
    if (value.is_null()) return "null";
    return value.is_string() ? "a string" : "a number";
}

// bytes: how many were read until the mistake.
std::string position(std::string_view text, std::size_t bytes) {
    const std::string_view before = text.substr(0, bytes > 0 ? bytes - 1 : 0);
    const auto line = 1 + std::ranges::count(before, '\n');
    const std::size_t line_start = before.rfind('\n') + 1;  // npos + 1 is 0
    return "line " + std::to_string(line) + ", column " + std::to_string(before.size() - line_start + 1) + " (byte " +
           std::to_string(bytes) + ")";
}

[[noreturn]] void raise(const JsonSource& source, const std::string& path, const std::string& problem) {
    std::rethrow_exception(source.error((source.name.empty() ? "" : source.name + ": ") +
                                        (path.empty() ? "" : "field '" + path + "' ") + problem +
                                        (source.remedy.empty() ? "" : "; " + source.remedy)));
}

}  // namespace

JsonFields JsonFields::parse(std::string_view text, const JsonSource& source) {
    try {
        const auto shared_source = std::make_shared<const JsonSource>(source);
        return {std::make_shared<const nlohmann::json>(nlohmann::json::parse(text)), shared_source, ""};
    } catch (const nlohmann::json::parse_error& problem) {
        raise(source, "", "is not valid JSON: mistake at " + position(text, problem.byte));
    } catch (const nlohmann::json::exception&) {
        raise(source, "", "is not valid JSON: a number is too large");
    }
}

template <>
JsonFields JsonFields::of(nlohmann::json value, JsonSource source) {
    return {std::make_shared<const nlohmann::json>(std::move(value)),
            std::make_shared<const JsonSource>(std::move(source)), ""};
}

JsonFields JsonFields::read(const std::filesystem::path& file, JsonSource source, std::uint64_t limit) {
    std::string text;
    try {
        text = read_text_file(file, limit);
    } catch (const Error& problem) {
        source.name.clear();  // the problem begins with the file
        raise(source, "", problem.what());
    }
    source.name = file.string();
    return parse(text, source);
}

bool JsonFields::is_object() const {
    return json_of(value_).is_object();
}

bool JsonFields::is_list() const {
    return json_of(value_).is_array();
}

bool JsonFields::is_text() const {
    return json_of(value_).is_string();
}

bool JsonFields::has(const std::string& name) const {
    const nlohmann::json& json = json_of(value_);
    const auto field = json.find(name);  // end() where this is no object
    return field != json.end() && !field->is_null();
}

JsonFields JsonFields::at(const std::string& name) const {
    if (!is_object()) refuse_type("an object");
    if (!has(name)) fail(name, "is missing");
    return {{value_, &json_of(value_).at(name)}, source_, path_of(name)};
}

std::vector<std::string> JsonFields::names() const {
    if (!is_object()) refuse_type("an object");
    std::vector<std::string> names;
    for (const auto& field : json_of(value_).items()) names.push_back(field.key());
    return names;
}

std::vector<JsonFields> JsonFields::elements() const {
    if (!is_list()) refuse_type("a list");
    std::vector<JsonFields> all;
    for (const nlohmann::json& element : json_of(value_)) {
        const std::string path = path_ + "[" + std::to_string(all.size()) + "]";
        all.push_back({{value_, &element}, source_, path});
    }
    return all;
}

void JsonFields::check_known(std::span<const std::string_view> names) const {
    for (const std::string& name : this->names()) {
        if (std::ranges::find(names, std::string_view(name)) == names.end()) {
            fail(name, "is unknown; the known fields are " + joined(names));
        }
    }
}

void JsonFields::fail(const std::string& problem) const {
    raise(*source_, path_, problem);
}

void JsonFields::fail(const std::string& name, const std::string& problem) const {
    raise(*source_, path_of(name), problem);
}

void JsonFields::read_into(bool& value) const {
    if (!json_of(value_).is_boolean()) refuse_type("true or false");
    value = json_of(value_).get<bool>();
}

void JsonFields::read_into(double& value) const {
    if (!json_of(value_).is_number()) refuse_type("a number");
    value = json_of(value_).get<double>();  // finite, as all numbers that the library parses
}

void JsonFields::read_into(float& value) const {
    value = static_cast<float>(as<double>());
    if (!std::isfinite(value)) fail("is too large a number");
}

void JsonFields::read_into(std::string& value) const {
    if (!is_text()) refuse_type("a string");
    value = json_of(value_).get<std::string>();
}

std::int64_t JsonFields::whole_number(std::int64_t least, std::int64_t most) const {
    const nlohmann::json& json = json_of(value_);
    if (!json.is_number()) refuse_type("a whole number");
    if (json.is_number_float() && json.get<double>() != std::floor(json.get<double>())) fail("must be a whole number");
    // Without fraction and exponent a number is an int64 or, from 0 on, a uint64; 64 bits of a double are beyond both.
    const bool fits = json.is_number_float()      ? std::abs(json.get<double>()) < 0x1p63
                      : json.is_number_unsigned() ? std::in_range<std::int64_t>(json.get<std::uint64_t>())
                                                  : true;
    const auto number = fits ? json.get<std::int64_t>() : 0;
    if (!fits || number < least || number > most) {
        fail("must be within " + std::to_string(least) + " to " + std::to_string(most));
    }
    return number;
}

void JsonFields::refuse_type(const std::string& expected) const {
    fail("must be " + expected + ", not " + type_of(json_of(value_)));
}

std::string JsonFields::path_of(const std::string& name) const {
    return path_.empty() ? name : path_ + "." + name;
}

}  // namespace imis
