// What the errors about a bundle's files have in common.
#pragma once

#include <filesystem>
#include <string>

#include "imis/base/error.hpp"
#include "imis/base/json_fields.hpp"

namespace imis {

// A JSON file of a bundle; its errors name the remedy.
[[nodiscard]] inline JsonFields read_bundle_json(const std::filesystem::path& file) {
    return JsonFields::read(file, {"",
                                   "export the bundle again with scripts/export_model.py, or fix the field "
                                   "(docs/bundle-format.md)"});
}

// The error that a module and a field of model.json do not fit each other.
[[nodiscard]] inline Error misfit(const std::filesystem::path& file, const std::string& problem,
                                  const std::string& field) {
    return Error(file.string() + ": " + problem + " (field '" + field +
                 "' of model.json); the bundle's parts don't belong together, export it again");
}

}  // namespace imis
