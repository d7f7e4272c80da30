#include "context_json.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include "imis/base/ascii.hpp"

namespace imis {
namespace {

using Json = nlohmann::ordered_json;

enum class SettingType { number, yes_no, names, length };

struct TypedSetting {
    std::string_view name;  // or its beginning up to a '.', where each system has one ("model.rounds.")
    SettingType type;
};

// As evaluation/context and evaluation/store record them.
constexpr std::array typed_settings = {
    TypedSetting{"rounds", SettingType::number},      TypedSetting{"model.rounds.", SettingType::number},
    TypedSetting{"seed", SettingType::number},        TypedSetting{"repeats", SettingType::number},
    TypedSetting{"limit", SettingType::number},       TypedSetting{"box_jitter", SettingType::number},
    TypedSetting{"duration_s", SettingType::number},  TypedSetting{"own_clicks", SettingType::yes_no},
    TypedSetting{"save_masks", SettingType::yes_no},  TypedSetting{"save_logits", SettingType::yes_no},
    TypedSetting{"only_targets", SettingType::names}, TypedSetting{"only_modalities", SettingType::names},
    TypedSetting{"metrics", SettingType::names},      TypedSetting{"nsd_tolerance", SettingType::length}};

// A number as it stands in JSON; other words, such as those of an older store, stay a text.
Json number(const std::string& text) {
    if (text == "none") return {};
    Json value = Json::parse(text, nullptr, false);
    return value.is_number() ? value : Json(text);
}

Json names(const std::string& text) {
    if (text == "all") return {};
    constexpr std::string_view separator = ", ";
    Json list = Json::array();
    std::size_t begin = 0;
    for (std::size_t end = text.find(separator); end != std::string::npos; end = text.find(separator, begin)) {
        list.push_back(text.substr(begin, end - begin));
        begin = end + separator.size();
    }
    list.push_back(text.substr(begin));
    return list;
}

// "2 mm".
Json length(const std::string& text) {
    const std::size_t space = text.find(' ');
    if (space == std::string::npos) return text;
    return {{"value", number(text.substr(0, space))}, {"unit", text.substr(space + 1)}};
}

Json setting_json(const std::string& name, const std::string& text) {
    const auto is_of = [&](const TypedSetting& setting) {
        return setting.name.ends_with('.') ? name.starts_with(setting.name) : name == setting.name;
    };
    const auto* const found = std::ranges::find_if(typed_settings, is_of);
    if (found == typed_settings.end()) return text;
    switch (found->type) {
        case SettingType::number:
            return number(text);
        case SettingType::yes_no:
            return text == "yes" ? Json(true) : text == "no" ? Json(false) : Json(text);
        case SettingType::names:
            return names(text);
        case SettingType::length:
            return length(text);
    }
    return text;
}

}  // namespace

Json context_json(const Report& report) {
    Json context = Json::object();
    for (const auto& [setting, value] : report.context) context[setting] = setting_json(setting, value);
    return context;
}

}  // namespace imis
