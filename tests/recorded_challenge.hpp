// What the CVPR 2025 challenge's code made of random volumes: metrics/recorded/challenge.json, which
// metrics/recorded/record_challenge.py describes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "imis/image/lattice.hpp"
#include "packed_bits.hpp"

namespace imis {

struct ChallengeClick {
    std::size_t target = 0;  // index
    std::size_t after = 0;   // index of the round
    std::size_t voxels = 0;  // of the largest component; 0: nothing differs
    std::vector<std::size_t> deepest;
    std::vector<std::size_t> missed;  // of these
};

struct ChallengeCase {
    std::vector<LatticeMask> truth;                   // by target
    std::vector<std::vector<LatticeMask>> predicted;  // by round and target
    std::vector<double> dsc;                          // by round
    std::vector<double> nsd;
    double dsc_auc = 0;
    double nsd_auc = 0;
    std::vector<ChallengeClick> clicks;
};

inline ChallengeCase challenge_case(const nlohmann::json& json) {
    const Lattice lattice{json.at("size"), json.at("spacing"), LengthUnit::millimetre};
    const auto masks = [&](const nlohmann::json& list) {
        std::vector<LatticeMask> read;
        for (const std::string text : list) read.push_back({lattice, unpacked_bits(text, lattice.elements())});
        return read;
    };
    ChallengeCase read{masks(json.at("truth")), {}, json.at("dsc"), json.at("nsd"), json.at("dsc_auc"),
                       json.at("nsd_auc"),      {}};
    for (const nlohmann::json& round : json.at("predicted")) read.predicted.push_back(masks(round));
    for (const nlohmann::json& click : json.at("clicks")) {
        const std::size_t target = click.at("target");
        const std::size_t after = click.at("after");
        read.clicks.push_back({target - 1, after - 1, click.at("voxels"),
                               click.value("deepest", std::vector<std::size_t>()),
                               click.value("missed", std::vector<std::size_t>())});
    }
    return read;
}

inline std::vector<ChallengeCase> challenge_cases() {
    std::ifstream file(std::filesystem::path(IMIS_SOURCE_DIR) / "tests/metrics/recorded/challenge.json");
    const nlohmann::json recorded = nlohmann::json::parse(file);
    std::vector<ChallengeCase> cases;
    for (const nlohmann::json& json : recorded.at("cases")) cases.push_back(challenge_case(json));
    return cases;
}

}  // namespace imis
