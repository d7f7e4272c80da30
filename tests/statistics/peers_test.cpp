// What SciPy and statsmodels compute of the same samples (recorded/record.py).
#include <algorithm>
#include <array>
#include <fstream>
#include <vector>

#include <nlohmann/json.hpp>

#include "catch.hpp"
#include "imis/statistics/cluster_bootstrap.hpp"
#include "imis/statistics/many_tests.hpp"
#include "imis/statistics/power.hpp"
#include "imis/statistics/signed_rank.hpp"

using namespace imis;

namespace {

using Numbers = std::vector<double>;

nlohmann::json recorded_by_peers() {
    std::ifstream file(IMIS_SOURCE_DIR "/tests/statistics/recorded/peers.json");
    return nlohmann::json::parse(file);
}

}  // namespace

TEST_CASE("signed-rank test as scipy.stats.wilcoxon") {
    const auto cases = recorded_by_peers().at("signed_rank");
    REQUIRE(cases.size() == 17);
    for (const auto& recorded : cases) {
        const SignedRankTest test = signed_rank_test(recorded.at("differences").get<Numbers>());
        CHECK(test.rank_sum == recorded.at("rank_sum").get<double>());
        CHECK(test.p == Approx(recorded.at("p").get<double>()).epsilon(1e-10));
        CHECK(test.exact == (recorded.at("method") == "exact"));
    }
}

TEST_CASE("Holm's correction as statsmodels.stats.multitest") {
    for (const auto& recorded : recorded_by_peers().at("holm")) {
        const auto adjusted = holm_adjusted(recorded.at("p").get<Numbers>());
        const auto expected = recorded.at("adjusted").get<Numbers>();
        REQUIRE(adjusted.size() == expected.size());
        for (std::size_t i = 0; i < expected.size(); ++i) CHECK(adjusted[i] == Approx(expected[i]).epsilon(1e-12));
    }
}

TEST_CASE("BCa intervals as scipy.stats.bootstrap, within the resampling's error") {
    for (const auto& recorded : recorded_by_peers().at("bca")) {
        const std::array columns = {
            ClusterColumn{recorded.at("sums").get<Numbers>(), recorded.at("weights").get<Numbers>()}};
        CHECK(expanded_tail(columns[0].sums.size()) == Approx(recorded.at("tail").get<double>()).epsilon(1e-10));
        const auto interval = mean_intervals(columns, {.replicates = 50'000}, RandomKey(3)).front();
        REQUIRE(interval.has_value());
        // A bound moves by some 0.5% of the width from one seed to the next.
        const double width = recorded.at("high").get<double>() - recorded.at("low").get<double>();
        CHECK(interval->low == Approx(recorded.at("low").get<double>()).margin(0.02 * width));
        CHECK(interval->high == Approx(recorded.at("high").get<double>()).margin(0.02 * width));
    }
}

TEST_CASE("detectable differences as statsmodels.stats.power") {
    for (const auto& recorded : recorded_by_peers().at("power")) {
        const auto clusters = recorded.at("clusters").get<std::size_t>();
        CHECK(detectable_difference(0.5, clusters) ==
              Approx(0.5 * recorded.at("standard_errors").get<double>()).epsilon(1e-5));
    }
}
