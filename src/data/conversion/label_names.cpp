#include "label_names.hpp"

#include <algorithm>
#include <charconv>

#include "imis/base/ascii.hpp"
#include "imis/base/error.hpp"
#include "imis/base/json_fields.hpp"

namespace imis {
namespace {

constexpr std::int64_t most_value = 65535;
constexpr std::uint16_t middle_grey = 128;  // between black and white of a JPEG

[[noreturn]] void refuse(const std::string& problem) {
    throw UsageError("labels: " + problem + "; write 'liver=1,spleen=2', one name, or name a JSON file", {"labels"});
}

std::int64_t value_from(const std::string& text) {
    std::int64_t value = 0;
    const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (code != std::errc{} || end != text.data() + text.size() || value < 0 || value > most_value) {
        refuse("'" + text + "' is no whole number from 0 to 65535");
    }
    return value;
}

// {"1": "liver"}, ["background", "liver"] or {"liver": 1}.
std::map<std::int64_t, std::string> names_from(const JsonFields& table) {
    std::map<std::int64_t, std::string> names;
    const auto add = [&](std::int64_t value, const std::string& name) {
        if (value < 0 || value > most_value)
            table.fail("has the value " + std::to_string(value) + "; 0 to 65535 are possible");
        if (!names.emplace(value, name).second) table.fail("has the value " + std::to_string(value) + " twice");
    };
    if (table.is_list()) {
        for (const JsonFields& name : table.elements()) add(std::ssize(names), name.as<std::string>());
        return names;
    }
    for (const std::string& key : table.names()) {
        if (table.at(key).is_text()) {
            std::int64_t value = 0;
            const auto [end, code] = std::from_chars(key.data(), key.data() + key.size(), value);
            if (code != std::errc{} || end != key.data() + key.size()) {
                table.fail("has the key '" + key + "' where a whole number is needed");
            }
            add(value, table.get<std::string>(key));
        } else {
            add(table.get<std::int64_t>(key), key);
        }
    }
    return names;
}

std::map<std::int64_t, std::string> names_from_file(const std::filesystem::path& file) {
    const JsonFields fields = JsonFields::read(file, {});
    const bool has_field = fields.is_object() && fields.has("labels") && !fields.at("labels").is_text();
    return names_from(has_field ? fields.at("labels") : fields);
}

std::map<std::int64_t, std::string> names_from_words(const std::string& words) {
    std::map<std::int64_t, std::string> names;
    for (std::size_t begin = 0; begin <= words.size();) {
        const std::size_t end = std::min(words.find(',', begin), words.size());
        const std::string part = trimmed(words.substr(begin, end - begin));
        begin = end + 1;
        const std::size_t equals = part.rfind('=');
        if (equals == std::string::npos) refuse("'" + part + "' gives no value");
        const std::int64_t value = value_from(trimmed(part.substr(equals + 1)));
        if (!names.emplace(value, trimmed(part.substr(0, equals))).second) {
            refuse("the value " + std::to_string(value) + " stands there twice");
        }
    }
    return names;
}

}  // namespace

LabelNames::LabelNames(const std::string& words) {
    if (trimmed(words).empty()) refuse("what the masks' values stand for is not given");
    if (words.ends_with(".json")) {
        set(names_from_file(words));
    } else if (words.find_first_of(",=") == std::string::npos) {
        any_value_ = true;
        classes_ = {trimmed(words)};
    } else {
        set(names_from_words(words));
    }
}

void LabelNames::set(const std::map<std::int64_t, std::string>& names) {
    for (const auto& [value, name] : names) {
        if (name.empty()) refuse("the value " + std::to_string(value) + " has an empty name");
        if (lower_ascii(name) == "background") {
            class_of_value_[value] = -1;
            continue;
        }
        if (value == 0) refuse("0 is always background, but is called '" + name + "'");
        const auto known = std::ranges::find(classes_, name);
        class_of_value_[value] = static_cast<int>(known - classes_.begin());
        if (known == classes_.end()) classes_.push_back(name);
    }
    if (classes_.empty()) refuse("no class is named but background");
}

int LabelNames::class_of(std::int64_t value, const std::filesystem::path& file) const {
    if (value == 0) return -1;
    if (any_value_) return 0;
    const auto known = class_of_value_.find(value);
    if (known != class_of_value_.end()) return known->second;
    throw Error(file.string() + ": has the value " + std::to_string(value) +
                    ", which has no name; name it, or call it background to leave it out",
                {"labels"});
}

std::vector<LabelPlane> LabelNames::planes(const LabelValues& labels, const std::filesystem::path& file) const {
    if (labels.lossy && !any_value_) {
        throw Error(file.string() + ": is a JPEG, which blurs values, so that labels can't be told apart; use PNG");
    }
    std::map<int, Mask> masks;
    std::map<std::uint16_t, Mask*> mask_of_value;
    for (std::size_t pixel = 0; pixel < labels.values.size(); ++pixel) {
        const std::uint16_t value = labels.lossy && labels.values[pixel] < middle_grey ? 0 : labels.values[pixel];
        if (value == 0) continue;
        const auto [known, is_new] = mask_of_value.try_emplace(value, nullptr);
        if (is_new) {
            const int index = class_of(value, file);
            if (index >= 0) known->second = &masks.try_emplace(index, Mask::zeros(labels.size)).first->second;
        }
        if (known->second != nullptr) known->second->pixels[pixel] = 1;
    }
    std::vector<LabelPlane> planes;
    planes.reserve(masks.size());
    for (auto& [index, mask] : masks) planes.push_back({index, std::move(mask)});
    return planes;
}

}  // namespace imis
