#include "imis/data/target_names.hpp"

#include <algorithm>
#include <sstream>

#include "imis/base/ascii.hpp"
#include "imis/base/json_fields.hpp"

namespace imis {
namespace {

// Lower-case words with single blanks between them, sides left out.
std::string plain_name(std::string_view name) {
    std::string words = lower_ascii(std::string(name));
    std::ranges::replace_if(
        words, [](char letter) { return std::string_view("_-/,*()").find(letter) != std::string_view::npos; }, ' ');
    std::istringstream stream(words);
    std::string plain;
    for (std::string word; stream >> word;) {
        if (word == "left" || word == "right") continue;
        plain += (plain.empty() ? "" : " ") + word;
    }
    return plain;
}

}  // namespace

TargetNames::TargetNames(const std::filesystem::path& file) {
    const JsonFields targets = JsonFields::read(file, {}).at("targets");
    if (targets.is_list()) {
        for (const JsonFields& target : targets.elements()) names_.insert(plain_name(target.get<std::string>("name")));
    } else {
        for (const std::string& code : targets.names()) {
            for (const auto& name : targets.get<std::vector<std::string>>(code)) names_.insert(plain_name(name));
        }
    }
    if (names_.empty()) targets.fail("has no name; it must list the targets");
}

bool TargetNames::knows(std::string_view name) const {
    return names_.contains(plain_name(name));
}

}  // namespace imis
