#include "coverage.hpp"

#include "catch.hpp"
#include "imis/statistics/cluster_bootstrap.hpp"

using namespace imis;

namespace {

Coverage quick_coverage(std::size_t model, std::size_t clusters, int largest_cluster) {
    return measure_coverage(score_models[model], {clusters, largest_cluster, 300, 1000, 1});
}

}  // namespace

TEST_CASE("nine of ten intervals or more hold the mean of skewed scores with 30 clusters") {
    for (const std::size_t model : {0, 1, 2}) {
        INFO(score_models[model].name);
        const Coverage coverage = quick_coverage(model, 30, 6);
        CHECK(coverage.held >= 0.90);
        CHECK(coverage.held <= 0.98);
        CHECK(coverage.held > coverage.percentile);
    }
}

TEST_CASE("with the smallest sample that has an interval it holds the mean as often") {
    CHECK(quick_coverage(0, smallest_sample, 6).held >= 0.90);
    CHECK(quick_coverage(1, smallest_sample, 1).held >= 0.90);
}

TEST_CASE("with fewer clusters no interval could promise that") {
    CHECK(quick_coverage(1, 5, 6).held < 0.85);
    CHECK(quick_coverage(2, 10, 6).held < 0.90);
}
