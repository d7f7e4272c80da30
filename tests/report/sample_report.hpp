// A small report for the tests of this layer: two data sets, three rounds.
#pragma once

#include <string>

#include "imis/report/report.hpp"

namespace imis {

// Dice of a score is percent / 100 (prediction and target of 100 pixels each).
inline Score sample_score(const std::string& dataset, const std::string& image, const std::string& target, int round,
                          int percent) {
    const Overlap counts{percent, 100, 100};
    return {dataset, dataset == "brain" ? "MR" : "CT",   image, target, 1, round,
            counts,  measure(standard_metrics(), counts)};
}

inline Report sample_report(int rounds = 3) {
    std::vector<Score> scores;
    for (int round = 1; round <= rounds; ++round) {
        scores.push_back(sample_score("abdomen", "1", "liver", round, 40 + 10 * round));
        scores.push_back(sample_score("abdomen", "1", "left_kidney", round, 20 + 10 * round));
        scores.push_back(sample_score("brain", "1", "tumour", round, 10 * round));
    }
    Report report;
    report.context = {{"model", "imis-tiny"}, {"seed", "42"}};
    report.summary = summarise(scores);
    report.counts = {{"abdomen", "CT", 6, 2, 1, 3, 0}, {"brain", "MR", 1, 0, 0, 0, 4}};
    report.skipped = {{"abdomen", "CT", "2", "", "image/2.png: truncated"},
                      {"abdomen", "CT", "1", "aorta", "no name for the text prompt"}};
    return report;
}

}  // namespace imis
