#include "imis/metrics/grouping.hpp"

#include <algorithm>

#include "catch.hpp"
#include "imis/metrics/aggregate.hpp"

using namespace imis;

namespace {

// A score of a target that has `pixels` of a 100 x 100 image.
Score sized_score(const std::string& target, std::int64_t pixels) {
    Score score{"set", "CT", "image", target, 1, 1, {pixels, pixels, pixels}, {}};
    score.values = measure(standard_metrics(), score.overlap);
    score.image_pixels = 10000;
    return score;
}

std::string group_of(const std::string& grouping, const Score& score) {
    return standard_grouping(grouping).key(score);
}

std::vector<std::string> names(const std::vector<GroupSummary>& groups) {
    std::vector<std::string> all;
    for (const GroupSummary& group : groups) all.push_back(group.name);
    return all;
}

}  // namespace

TEST_CASE("targets are grouped by their share of the image, a bin from its lower end to below its upper") {
    const auto [pixels, group] = GENERATE(table<std::int64_t, std::string>({{1, "0% to 0.1%"},
                                                                            {9, "0% to 0.1%"},
                                                                            {10, "0.1% to 1%"},
                                                                            {99, "0.1% to 1%"},
                                                                            {100, "1% to 10%"},
                                                                            {999, "1% to 10%"},
                                                                            {1000, "10% to 100%"},
                                                                            {10000, "10% to 100%"}}));
    INFO(pixels);
    CHECK(group_of("target_size", sized_score("liver", pixels)) == group);
}

TEST_CASE("sizes are sorted by their names as by size") {
    std::vector<Score> scores;
    for (const std::int64_t pixels : {5000, 500, 50, 5}) scores.push_back(sized_score(std::to_string(pixels), pixels));
    const std::vector<std::string> expected = {"0% to 0.1%", "0.1% to 1%", "1% to 10%", "10% to 100%"};
    CHECK(names(summarise(scores).groups("target_size")) == expected);
}

TEST_CASE("a target that is not mapped stands in a group of its own") {
    Score liver = sized_score("liver", 50);
    liver.anatomical_group = "Abdomen";
    liver.target_kind = "organ";
    const Summary summary = summarise(std::vector<Score>{liver, sized_score("hair", 50)});
    CHECK(names(summary.groups("anatomical_group")) == std::vector<std::string>{"Abdomen", "not mapped"});
    CHECK(names(summary.groups("target_kind")) == std::vector<std::string>{"not mapped", "organ"});
}

TEST_CASE("where nothing is known there are no groups") {
    Score score = sized_score("hair", 50);
    score.image_pixels = 0;
    const Summary summary = summarise(std::vector<Score>{score});
    for (const char* grouping : {"anatomical_group", "target_kind", "target_size"}) {
        CHECK(summary.groups(grouping).empty());
    }
    CHECK(summary.groups("target").size() == 1);
}
