// Access to the fields of a bundle's JSON files with errors that name file, field and remedy.
#pragma once

#include <filesystem>
#include <initializer_list>
#include <string>
#include <string_view>

#include <nlohmann/json.hpp>

#include "imis/base/error.hpp"

namespace imis {

// A view of a JSON object that knows the file it came from and the dotted path that leads to it.
class JsonFields {
public:
    JsonFields(const nlohmann::json& value, std::filesystem::path file, std::string path = {})
        : value_(value), file_(std::move(file)), path_(std::move(path)) {}

    [[nodiscard]] bool has(const std::string& name) const {
        return value_.is_object() && value_.contains(name) && !value_.at(name).is_null();
    }

    [[nodiscard]] JsonFields at(const std::string& name) const {
        if (!has(name)) throw error(name, "is missing");
        return {value_.at(name), file_, join(name)};
    }

    template <typename T>
    [[nodiscard]] T get(const std::string& name) const {
        const JsonFields field = at(name);
        try {
            return field.value_.get<T>();
        } catch (const nlohmann::json::exception&) {
            throw error(name, "has the wrong type (" + std::string(field.value_.type_name()) + ")");
        }
    }

    // Throws where a field is there whose name is none of these: a misspelt one would silently have its default.
    void check_known(std::initializer_list<std::string_view> names) const;

    [[nodiscard]] const nlohmann::json& json() const { return value_; }

    [[nodiscard]] Error error(const std::string& name, std::string_view problem) const {
        return Error(
            file_.string() + ": field '" + join(name) + "' " + std::string(problem) +
            "; export the bundle again with scripts/export_model.py, or mend the field (docs/bundle-format.md)");
    }

private:
    [[nodiscard]] std::string join(const std::string& name) const { return path_.empty() ? name : path_ + "." + name; }

    const nlohmann::json& value_;
    std::filesystem::path file_;
    std::string path_;
};

// Parses a JSON file. Throws Error that names the file where it can't be read or is not JSON.
[[nodiscard]] nlohmann::json parse_json_file(const std::filesystem::path& file);

}  // namespace imis
