// Clicks that the official code of RITM and of the CVPR 2025 challenge gave on random masks:
// tests/data/clicks/official.txt, recorded by tests/data/make_click_fixtures.py, which describes the format.
#include <algorithm>
#include <fstream>
#include <string>

#include "catch.hpp"
#include "imis/interaction/simulated_prompts.hpp"
#include "test_data.hpp"

using namespace imis;

namespace {

struct OfficialCase {
    std::string kind;
    ErrorMap errors;
    std::vector<Click> clicks;
};

Mask from_hex(const std::string& digits, Size size) {
    Mask mask = Mask::zeros(size);
    for (std::size_t i = 0; i < mask.pixels.size(); ++i) {
        const int digit = std::stoi(digits.substr(i / 4, 1), nullptr, 16);
        mask.pixels[i] = static_cast<std::uint8_t>((digit >> (3 - i % 4)) & 1);
    }
    return mask;
}

std::vector<OfficialCase> official_cases(const std::string& kind) {
    std::ifstream file(fixture("clicks/official.txt"));
    std::vector<OfficialCase> cases;
    OfficialCase next;
    Size size;
    std::string predicted;
    std::string target;
    std::size_t count = 0;
    while (file >> next.kind >> size.height >> size.width >> predicted >> target >> count) {
        next.errors = error_map(from_hex(predicted, size), from_hex(target, size));
        next.clicks.assign(count, {});
        for (Click& click : next.clicks) file >> click.at.x >> click.at.y >> click.label;
        if (next.kind == kind) cases.push_back(next);
    }
    return cases;
}

bool same(const Click& a, const Click& b) {
    return a.at == b.at && a.label == b.label;
}

}  // namespace

TEST_CASE("ritm's clicks are those of RITM's own code, one after the other") {
    const auto cases = official_cases("ritm");
    REQUIRE(cases.size() == 60);
    for (const OfficialCase& official : cases) {
        for (std::size_t n = 0; n < official.clicks.size(); ++n) {
            const Click click = ritm_click(official.errors, std::span(official.clicks).first(n));
            INFO("click " << n + 1 << " of " << official.errors.size.width << " x " << official.errors.size.height);
            REQUIRE(same(click, official.clicks[n]));
        }
    }
}

TEST_CASE("cvpr25's clicks are deepest pixels of the challenge's own code, and all of them are drawn") {
    const auto cases = official_cases("cvpr25");
    REQUIRE(cases.size() == 60);
    for (const OfficialCase& official : cases) {
        std::vector<bool> drawn(official.clicks.size(), false);
        for (int draw = 0; draw < 400; ++draw) {
            const Click click = cvpr25_click(official.errors, priority_key(RandomKey(31).with(draw)));
            const auto found =
                std::ranges::find_if(official.clicks, [&](const Click& one) { return same(one, click); });
            REQUIRE(found != official.clicks.end());
            drawn[static_cast<std::size_t>(found - official.clicks.begin())] = true;
        }
        REQUIRE(std::ranges::find(drawn, false) == drawn.end());
    }
}
