#include <algorithm>
#include <array>

#include "compared_runs.hpp"
#include "imis/base/error.hpp"

namespace imis {
namespace {

// Two systems that are to be paired.
struct Compared {
    const ComparedSystem& first;
    const ComparedSystem& second;
};

std::string value_of(const ComparedSystem& system, const std::string& setting) {
    const auto found = system.settings.find(setting);
    return found == system.settings.end() ? "not set" : found->second;
}

bool differ(const Compared& compared, const std::string& setting) {
    return value_of(compared.first, setting) != value_of(compared.second, setting);
}

// "seed 42 and 43, grid model and original"
std::string differences(const Compared& compared, std::initializer_list<const char*> settings) {
    std::string text;
    for (const std::string setting : settings) {
        if (!differ(compared, setting)) continue;
        text += (text.empty() ? "" : ", ") + setting + " " + value_of(compared.first, setting) + " and " +
                value_of(compared.second, setting);
    }
    return text;
}

Error not_paired(const Compared& compared, const std::string& difference, const std::string& remedy) {
    return Error(compared.first.label + " and " + compared.second.label + " can't be paired: " + difference + "; " +
                 remedy);
}

void check_data(const Compared& compared, const Pairing& pairing) {
    for (const ScorePair& pair : pairing.pairs) {
        if (!differ(compared, "dataset." + pair.first.dataset + ".sha256")) continue;
        throw not_paired(compared, "the data set " + pair.first.dataset + " had another dataset.json",
                         "evaluate both on the same data");
    }
}

// A difference of the settings alone proves nothing: a seed does not move a box. What was given does.
void check_prompts(const Compared& compared, const RoundScores& first, const RoundScores& second, int round) {
    const char* remedy =
        "evaluate both with the same settings, replay the prompts of one in the other, or compare them "
        "all the same (--different-prompts)";
    const std::string settings =
        differences(compared, {"prompt", "policy", "grid", "seed", "box_jitter", "own_clicks", "prompts.sha256"});
    const std::string reason = settings.empty() ? "" : " (" + settings + ")";
    bool all_equal = true;
    for (const auto& [key, prompt] : first.first_prompts) {
        const auto other = second.first_prompts.find(key);
        if (other == second.first_prompts.end()) continue;
        if (prompt != other->second) {
            throw not_paired(compared, "they were given different prompts" + reason + ", first for " + to_string(key),
                             remedy);
        }
        all_equal = all_equal && first.all_prompts.at(key) == second.all_prompts.at(key);
    }
    if (round == 1 || all_equal) return;
    const std::string later = differences(compared, {"policy", "seed", "own_clicks"});
    if (later.empty()) return;
    throw not_paired(compared, "after the first round they were prompted differently (" + later + ")", remedy);
}

}  // namespace

Pairing pair_scores(const ComparedSystem& first_system, const RoundScores& first, const ComparedSystem& second_system,
                    const RoundScores& second, int round, bool different_prompts) {
    const Compared compared{first_system, second_system};
    if (differ(compared, "split")) {
        throw not_paired(compared, differences(compared, {"split"}), "evaluate both on the same split");
    }
    if (differ(compared, "unit")) {
        throw not_paired(compared, "one was evaluated by volumes, the other by slices", "evaluate both alike");
    }
    Pairing pairing;
    for (const auto& [key, score] : first.scores) {
        const auto other = second.scores.find(key);
        if (other != second.scores.end()) {
            pairing.pairs.push_back({score, other->second});
        } else {
            ++pairing.only_first;
        }
    }
    pairing.only_second = static_cast<std::int64_t>(second.scores.size() - pairing.pairs.size());
    if (pairing.pairs.empty()) {
        throw Error(first_system.label + " and " + second_system.label + " have no target in common in round " +
                    std::to_string(round) + "; evaluate both on the same data");
    }
    check_data(compared, pairing);
    if (!different_prompts) check_prompts(compared, first, second, round);
    return pairing;
}

}  // namespace imis
