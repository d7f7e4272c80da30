#include "run_growth.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <string_view>

namespace imis {
namespace {

using Settings = std::map<std::string, std::string>;

// What a run's identity has of each system (make_context).
constexpr std::array system_settings = {"policy", "history", "mask_feedback", "grid", "model.sha256"};

std::string value_of(const Settings& settings, const std::string& name) {
    const auto found = settings.find(name);
    return found == settings.end() ? "" : found->second;
}

Settings identity_settings(const RunContext& context) {
    return {context.identity.begin(), context.identity.end()};
}

std::set<std::string> systems_of(const Settings& identity) {
    constexpr std::string_view prefix = "model.sha256.";
    std::set<std::string> names;
    for (const auto& [name, value] : identity) {
        if (name.starts_with(prefix)) names.insert(name.substr(prefix.size()));
    }
    return names.empty() ? std::set{value_of(identity, "model")} : names;
}

// The one whose prompts the others replay, as reference_system() has it.
std::string prompting_system(const RunContext& context) {
    const Settings information(context.information.begin(), context.information.end());
    const std::set<std::string> systems = systems_of(identity_settings(context));
    const auto lacks_nothing = [&](const std::string& name) {
        return value_of(information, "model.lacks." + name).empty();
    };
    const auto first = std::ranges::find_if(systems, lacks_nothing);
    return first == systems.end() ? *systems.begin() : *first;
}

// Of a single system the settings stand under plain names; of several each has its own.
void name_single_system(Settings& identity, const std::string& system, const Settings& wanted) {
    for (const std::string setting : system_settings) {
        identity[setting + "." + system] = value_of(identity, setting);
        identity.erase(setting);
    }
    identity["own_clicks"] = value_of(wanted, "own_clicks");  // a single system always clicks on its own errors
}

bool keeps_files(const Settings& identity) {
    return value_of(identity, "save_masks") == "yes" || value_of(identity, "save_logits") == "yes";
}

void add_further_systems(Settings& identity, const RunContext& stored, const RunContext& wanted_context) {
    const Settings wanted = identity_settings(wanted_context);
    const std::set<std::string> before = systems_of(identity);
    const std::set<std::string> now = systems_of(wanted);
    if (before == now || !std::ranges::includes(now, before)) return;
    if (prompting_system(stored) != prompting_system(wanted_context)) return;
    if (before.size() == 1) {
        if (keeps_files(identity)) return;
        name_single_system(identity, *before.begin(), wanted);
    }
    identity["model"] = value_of(wanted, "model");
    for (const std::string& system : now) {
        if (before.contains(system)) continue;
        for (const std::string setting : system_settings) {
            identity[setting + "." + system] = value_of(wanted, setting + "." + system);
        }
    }
}

void add_further_datasets(Settings& identity, const RunContext& wanted) {
    for (const auto& [name, value] : wanted.identity) {
        if (name.starts_with("dataset.")) identity.emplace(name, value);
    }
}

}  // namespace

std::map<std::string, std::string> grown_identity(const RunContext& stored, const RunContext& wanted) {
    Settings identity = identity_settings(stored);
    add_further_systems(identity, stored, wanted);
    add_further_datasets(identity, wanted);
    return identity;
}

}  // namespace imis
