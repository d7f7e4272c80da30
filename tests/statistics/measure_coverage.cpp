// Prints the table of measured coverage of docs/statistics.md, whose figures are those of 1000 samples a row:
// measure_coverage [SAMPLES]
#include <cstdio>
#include <cstdlib>
#include <initializer_list>

#include "coverage.hpp"

int main(int argc, char** argv) {
    using namespace imis;
    CoverageDesign design;
    if (argc > 1) design.trials = std::atoi(argv[1]);
    if (argc > 2 || design.trials < 1) {
        std::fprintf(stderr, "usage: measure_coverage [SAMPLES], a number of samples a row from 1 on\n");
        return 2;
    }
    std::printf("| scores | images a cluster | clusters | BCa, %% | its width | percentile, %% |\n");
    std::printf("|:--|:--|--:|--:|--:|--:|\n");
    for (const ScoreModel& model : score_models) {
        for (const int largest : {1, 20}) {
            for (const std::size_t clusters : {5, 10, 14, 20, 30, 100}) {
                design.clusters = clusters;
                design.largest_cluster = largest;
                const Coverage coverage = measure_coverage(model, design);
                std::printf("| %s | %s | %zu | %.1f | %.3f | %.1f |\n", model.name, largest == 1 ? "1" : "1 to 20",
                            clusters, 100 * coverage.held, coverage.width, 100 * coverage.percentile);
                std::fflush(stdout);
            }
        }
    }
    return 0;
}
