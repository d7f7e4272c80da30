// A value in a JSON file, with its place for messages.
#pragma once

#include <filesystem>
#include <initializer_list>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include <nlohmann/json.hpp>

#include "imis/base/error.hpp"

namespace imis {

class JsonPlace {
public:
    JsonPlace(const nlohmann::json& value, std::string place) : value_(&value), place_(std::move(place)) {}

    [[nodiscard]] const nlohmann::json& json() const { return *value_; }
    [[nodiscard]] const std::string& place() const { return place_; }

    [[nodiscard]] bool has(const std::string& name) const { return value_->is_object() && value_->contains(name); }

    [[nodiscard]] JsonPlace at(const std::string& name) const {
        if (!has(name)) throw error("lacks the field '" + name + "'");
        return {value_->at(name), place_ + ": " + name};
    }

    // The elements of a list.
    [[nodiscard]] std::vector<JsonPlace> elements() const;

    template <typename T>
    [[nodiscard]] T as() const {
        try {
            if constexpr (std::is_same_v<T, int>) return whole_number();
            return value_->get<T>();
        } catch (const nlohmann::json::exception&) {
            throw error("has the wrong type (" + std::string(value_->type_name()) + ")");
        }
    }

    // Throws where an object has a field of another name: a misspelt one would silently be passed over.
    void check_known(std::initializer_list<std::string_view> names) const;

    [[nodiscard]] Error error(const std::string& problem) const { return Error(place_ + " " + problem); }

private:
    // The library would cut fractions off, wrap large numbers and take true for 1.
    [[nodiscard]] int whole_number() const;

    const nlohmann::json* value_;
    std::string place_;
};

}  // namespace imis
