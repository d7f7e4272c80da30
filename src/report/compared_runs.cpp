#include "compared_runs.hpp"

#include <algorithm>

#include "imis/base/ascii.hpp"
#include "imis/base/error.hpp"
#include "imis/base/sha256.hpp"
#include "imis/evaluation/run_place.hpp"
#include "imis/evaluation/store.hpp"
#include "stored_score.hpp"

namespace imis {
namespace {

namespace fs = std::filesystem;

// The last round of each system that has results in a store.
std::map<std::string, int> last_rounds(const ResultStore& store) {
    std::map<std::string, int> rounds;
    store.for_each_round([&](const StoredRound& stored) {
        int& last = rounds[stored.model];
        last = std::max(last, stored.result.round);
    });
    return rounds;
}

// The run's settings without those of other systems: "policy.NAME" becomes "policy".
std::map<std::string, std::string> settings_of(const RunContext& context, const std::string& model,
                                               const std::map<std::string, int>& models) {
    std::map<std::string, std::string> settings;
    for (const auto& [name, value] : context.identity) {
        const auto ends_with_name_of = [&name = name](const std::string& other) { return name.ends_with("." + other); };
        if (name.ends_with("." + model)) {
            settings[name.substr(0, name.size() - model.size() - 1)] = value;
        } else if (name != "model" &&
                   std::ranges::none_of(models, ends_with_name_of, &std::pair<const std::string, int>::first)) {
            settings[name] = value;
        }
    }
    settings["model"] = model;
    return settings;
}

std::vector<ComparedSystem> systems_of(const fs::path& run) {
    const ResultStore store(run, {});
    const RunContext context = store.context();
    const std::map<std::string, int> rounds = last_rounds(store);
    if (rounds.empty()) throw Error(run.string() + ": holds no scores; run its evaluation to the end first");
    std::vector<ComparedSystem> systems;
    systems.reserve(rounds.size());
    for (const auto& [model, last] : rounds) {
        systems.push_back({run, model, model, last, settings_of(context, model, rounds)});
    }
    // The store sorts them by name; people know them in the order of the run.
    const std::string list = ", " + context.setting("model") + ",";
    const auto place = [&](const ComparedSystem& system) { return list.find(", " + system.model + ","); };
    std::ranges::stable_sort(systems, {}, place);
    return systems;
}

// Of distances, which runs that measure none don't have; those in pixels and in millimetres have no difference.
LengthUnit common_unit(const std::vector<ComparedSystem>& systems) {
    const ComparedSystem* first = nullptr;
    for (const ComparedSystem& system : systems) {
        const auto setting = system.settings.find("lengths");
        if (setting == system.settings.end()) continue;
        if (first == nullptr) first = &system;
        const std::string& expected = first->settings.at("lengths");
        if (setting->second != expected) {
            throw UsageError(system.run.string() + ": its lengths are in " + setting->second + ", those of " +
                             first->run.string() + " in " + expected);
        }
    }
    return stored_unit(first == nullptr ? "" : first->settings.at("lengths"));
}

bool has(const std::vector<std::string>& names, const std::string& name) {
    return std::ranges::find(names, name) != names.end();
}

}  // namespace

std::string to_string(const TargetKey& key) {
    const std::string text = key.dataset + ": " + key.image + ": " + key.target;
    return key.repeat == 1 ? text : text + ", repeat " + std::to_string(key.repeat);
}

void set_labels(std::vector<ComparedSystem>& systems) {
    std::map<std::string, int> uses;
    for (const ComparedSystem& system : systems) ++uses[system.model];
    for (ComparedSystem& system : systems) {
        if (uses[system.model] > 1) system.label = system.model + " (" + system.run.lexically_normal().string() + ")";
    }
}

std::vector<std::vector<fs::path>> compared_groups(const std::vector<fs::path>& runs) {
    std::vector<std::vector<std::string>> suites;
    suites.reserve(runs.size());
    for (const fs::path& run : runs) suites.push_back(suite_runs_in(run));
    const auto is_run = [](const std::vector<std::string>& names) { return names.empty(); };
    if (std::ranges::all_of(suites, is_run)) return {runs};
    if (const auto run = std::ranges::find_if(suites, is_run); run != suites.end()) {
        throw UsageError(runs[static_cast<std::size_t>(run - suites.begin())].string() +
                         ": is no whole suite, as the others are; name one of their runs beside it (" +
                         imis::joined(*std::ranges::find_if_not(suites, is_run)) + ")");
    }
    std::vector<std::vector<fs::path>> groups;
    for (const std::string& name : suites.front()) {
        if (!std::ranges::all_of(suites, [&](const auto& names) { return has(names, name); })) continue;
        std::vector<fs::path>& group = groups.emplace_back();
        for (const fs::path& run : runs) group.push_back(run / name);
    }
    if (groups.empty()) throw UsageError("the suites have no run of the same name; name runs to compare");
    return groups;
}

std::vector<ComparedSystem> compared_systems(const std::vector<fs::path>& runs) {
    std::vector<ComparedSystem> systems;
    for (const fs::path& run : runs) {
        for (ComparedSystem& system : systems_of(run)) systems.push_back(std::move(system));
    }
    return systems;
}

MetricTable compared_metrics(const std::vector<ComparedSystem>& systems, const std::vector<std::string>& names) {
    std::vector<std::string> wanted = names;
    if (!names.empty()) {
        (void)choose_metrics(imis::joined(names, ","));  // first of all they must be known
    } else {
        wanted = split_list(systems.front().settings.at("metrics"));
        std::erase_if(wanted, [&](const std::string& name) {
            return !std::ranges::all_of(
                systems, [&](const auto& system) { return has(split_list(system.settings.at("metrics")), name); });
        });
        if (wanted.empty()) throw UsageError("the runs have no metric in common; evaluate with the same metrics");
    }
    for (const ComparedSystem& system : systems) {
        for (const std::string& name : wanted) {
            if (has(split_list(system.settings.at("metrics")), name)) continue;
            throw UsageError(system.run.string() + ": holds no metric '" + name + "'; it has " +
                             imis::joined(split_list(system.settings.at("metrics"))));
        }
    }
    return choose_metrics(imis::joined(wanted, ","), common_unit(systems));
}

std::map<int, RoundScores> read_rounds(const ComparedSystem& system, const std::set<int>& rounds, MetricTable metrics) {
    const ResultStore store(system.run, metrics);
    std::map<int, RoundScores> result;
    std::string first;  // prompt of the target that is being read
    std::string given;
    store.for_each_round([&](const StoredRound& stored) {
        if (stored.model != system.model) return;
        const RoundResult& round = stored.result;
        if (round.round == 1) {
            first = round.prompt;
            given.clear();
        }
        given = sha256_hex(given + round.prompt);
        if (!rounds.contains(round.round)) return;
        const TargetKey key{stored.dataset, stored.image, round.target, round.repeat};
        RoundScores& scores = result[round.round];
        scores.scores[key] = to_score(stored);
        scores.first_prompts[key] = first;
        scores.all_prompts[key] = given;
    });
    return result;
}

}  // namespace imis
