#include "imis/report/run_comparison.hpp"

#include <algorithm>
#include <iterator>
#include <set>
#include <string_view>

#include "compared_runs.hpp"
#include "imis/base/ascii.hpp"
#include "imis/base/error.hpp"
#include "imis/data/volume_rule.hpp"
#include "imis/statistics/many_tests.hpp"

namespace imis {
namespace {

std::vector<Grouping> compared_groupings(const std::vector<std::string>& names) {
    std::vector<Grouping> known = {overall_grouping()};
    known.insert(known.end(), standard_groupings().begin(), standard_groupings().end());
    std::vector<Grouping> chosen;
    for (const std::string& name : names) {
        const auto found = std::ranges::find_if(known, [&](const Grouping& grouping) { return grouping.name == name; });
        if (found == known.end()) {
            std::vector<std::string_view> words;
            words.reserve(known.size());
            for (const Grouping& grouping : known) words.push_back(grouping.name);
            throw UsageError("grouping '" + name + "' is not known; it is one of " + imis::joined(words), {"by"});
        }
        chosen.push_back(*found);
    }
    if (names.empty()) std::erase_if(known, [](const Grouping& grouping) { return grouping.is_partial(); });
    return names.empty() ? known : chosen;
}

// Names the volume of every score by a rule like that of a data set's file.
void set_clusters(std::vector<ScorePair>& pairs, const std::string& pattern) {
    if (pattern.empty()) return;
    try {
        const VolumeRule rule(pattern);
        for (ScorePair& pair : pairs) {
            pair.first.cluster = pair.second.cluster = rule.place_of(pair.first.image).volume;
        }
    } catch (const Error& problem) {
        throw UsageError(problem.what(), {"cluster"});
    }
}

int compared_round(const ComparedSystem& first, const ComparedSystem& second, std::optional<int> round) {
    for (const ComparedSystem* system : {&first, &second}) {
        if (!round || *round <= system->rounds) continue;
        throw UsageError(system->label + " has no round " + std::to_string(*round) + "; its last is " +
                             std::to_string(system->rounds),
                         {"round"});
    }
    return round.value_or(std::min(first.rounds, second.rounds));
}

std::vector<Regression> named_regressions(std::span<const ScorePair> pairs, const MetricChoice& metric,
                                          std::size_t most) {
    std::vector<Regression> result;
    for (const ScorePair* pair : regressions(pairs, metric, most)) {
        const Score& score = pair->first;
        const ComparedValues values = compared_values(*pair, metric).value();
        result.push_back({score.dataset, score.image, score.target, score.repeat, values.first, values.second});
    }
    return result;
}

MetricComparison compare_metric(std::span<const ScorePair> pairs, const MetricChoice& metric,
                                const std::vector<Grouping>& groupings, std::size_t worst) {
    MetricComparison result{metric, {}, named_regressions(pairs, metric, worst), 0};
    for (const Grouping& grouping : groupings) {
        result.tables.push_back({grouping, paired_differences(pairs, metric, grouping)});
    }
    result.unusable =
        std::ranges::count_if(pairs, [&](const ScorePair& pair) { return !compared_values(pair, metric).has_value(); });
    return result;
}

ClusterCounts clusters_of(const std::vector<ScorePair>& pairs) {
    std::set<ClusterName> names;
    for (const ScorePair& pair : pairs) names.insert(cluster_of(pair.first));
    ClusterCounts counts;
    for (const ClusterName& name : names) counts.add(name);
    return counts;
}

std::vector<PairedDifference*> all_rows(RunComparison& comparison) {
    std::vector<PairedDifference*> rows;
    for (SystemComparison& systems : comparison.comparisons) {
        for (MetricComparison& metric : systems.metrics) {
            for (ComparedGroups& table : metric.tables) {
                for (PairedDifference& group : table.groups) rows.push_back(&group);
            }
        }
    }
    return rows;
}

// Gathers the systems that are compared with each other, group by group. Returns where each group begins, and last
// where they end. A suite's run of one system has nothing to compare.
std::vector<std::size_t> gather_systems(const std::vector<std::filesystem::path>& runs,
                                        std::vector<ComparedSystem>& systems) {
    std::vector<std::size_t> firsts = {0};
    const auto groups = compared_groups(runs);
    for (const std::vector<std::filesystem::path>& group : groups) {
        std::vector<ComparedSystem> compared = compared_systems(group);
        if (compared.size() < 2) {
            if (groups.size() > 1) continue;
            throw UsageError(group.front().string() + ": holds one system, " + compared.front().model +
                             "; name a second run to compare it with");
        }
        std::ranges::move(compared, std::back_inserter(systems));
        firsts.push_back(systems.size());
    }
    if (systems.empty()) {
        throw UsageError(runs.front().string() +
                         ": every run holds one system; name a second suite to compare it with");
    }
    return firsts;
}

// The systems from `begin` to before `end`, each with the first of them.
void compare_with_first(RunComparison& result, std::size_t begin, std::size_t end, const CompareOptions& options,
                        MetricTable metrics, const std::vector<Grouping>& groupings) {
    const ComparedSystem& first = result.systems[begin];
    std::set<int> rounds;
    for (std::size_t i = begin + 1; i < end; ++i) {
        rounds.insert(compared_round(first, result.systems[i], options.round));
    }
    const std::map<int, RoundScores> first_scores = read_rounds(first, rounds, metrics);
    for (std::size_t i = begin + 1; i < end; ++i) {
        const ComparedSystem& second = result.systems[i];
        const int round = compared_round(first, second, options.round);
        const auto second_scores = read_rounds(second, {round}, metrics);
        Pairing pairing = pair_scores(first, first_scores.at(round), second, second_scores.at(round), round,
                                      options.different_prompts);
        set_clusters(pairing.pairs, options.cluster);
        SystemComparison comparison{begin,
                                    i,
                                    round,
                                    static_cast<std::int64_t>(pairing.pairs.size()),
                                    pairing.only_first,
                                    pairing.only_second,
                                    clusters_of(pairing.pairs),
                                    {}};
        for (std::size_t metric = 0; metric < metrics.size(); ++metric) {
            comparison.metrics.push_back(compare_metric(pairing.pairs, {metrics, metric}, groupings, options.worst));
        }
        result.comparisons.push_back(std::move(comparison));
    }
}

void correct_p(RunComparison& comparison) {
    const std::vector<PairedDifference*> rows = all_rows(comparison);
    std::vector<double> p;
    p.reserve(rows.size());
    for (const PairedDifference* row : rows) p.push_back(row->test.p);
    const std::vector<double> adjusted = holm_adjusted(p);
    for (std::size_t i = 0; i < rows.size(); ++i) rows[i]->adjusted_p = adjusted[i];
    comparison.tests = rows.size();
}

}  // namespace

RunComparison compare_runs(const CompareOptions& options) {
    const std::vector<Grouping> groupings = compared_groupings(options.groupings);
    RunComparison result;
    result.cluster_rule = options.cluster;
    result.different_prompts = options.different_prompts;
    const std::vector<std::size_t> firsts = gather_systems(options.runs, result.systems);
    set_labels(result.systems);
    const MetricTable metrics = compared_metrics(result.systems, options.metrics);
    for (std::size_t i = 0; i + 1 < firsts.size(); ++i) {
        compare_with_first(result, firsts[i], firsts[i + 1], options, metrics, groupings);
    }
    correct_p(result);
    return result;
}

}  // namespace imis
