// What is drawn in the rounds of a session, seen with decoders that answer the same whatever is clicked.
#include <algorithm>
#include <set>

#include "catch.hpp"
#include "imis/interaction/rounds.hpp"
#include "made_decoder.hpp"

using namespace imis;

namespace {

constexpr Size clicked_size{48, 64};

// Columns 20 to 28, rows 30 to 38: the deepest pixel is (24, 34).
Mask clicked_square() {
    Mask mask = Mask::zeros(clicked_size);
    for (int y = 30; y <= 38; ++y) std::fill_n(mask.pixels.begin() + y * clicked_size.width + 20, 9, std::uint8_t{1});
    return mask;
}

// Answers with an empty mask, so that the whole target is missed in every round.
const Engine& blind_engine() {
    static const MadeDecoder decoder("torch.full([n], -1.0)", -1);
    static const Engine engine(open_bundle(decoder.path()), {.device = "cpu"});
    return engine;
}

InteractionTarget target_of(const Mask& mask, int key) {
    InteractionTarget target;
    target.original = target.grid = &mask;
    target.key = RandomKey(42).with(key);
    return target;
}

InteractionOptions clicking(const Engine& engine, ClickPolicy policy, int rounds) {
    InteractionOptions options;
    options.first = {PromptKind::point};
    options.rounds = rounds;
    options.protocol = make_protocol(engine.manifest(), {});
    options.protocol.policy = policy;
    options.protocol.grid = ClickGrid::original;
    return options;
}

Embedding grey_embedding(const Engine& engine) {
    return engine.encode(
        {clicked_size, std::vector<std::uint8_t>(static_cast<std::size_t>(clicked_size.area()) * 3, 90)});
}

// The only click of every round.
std::vector<Point> clicks_of(const TargetOutcome& outcome) {
    std::vector<Point> clicks;
    for (const RoundOutcome& round : outcome.rounds) {
        REQUIRE(round.prompt.points.size() == 1);
        CHECK(round.prompt.points[0].label == 1);
        CHECK(round.prompt.grid == clicked_size);
        clicks.push_back(round.prompt.points[0].at);
    }
    return clicks;
}

}  // namespace

TEST_CASE("imis and sam-med2d draw the click of every round and target anew") {
    const ClickPolicy policy = GENERATE(ClickPolicy::imis, ClickPolicy::sam_med2d);
    const Mask square = clicked_square();
    const std::vector<InteractionTarget> targets{target_of(square, 1), target_of(square, 2)};
    const auto outcomes =
        run_rounds(blind_engine(), grey_embedding(blind_engine()), targets, clicking(blind_engine(), policy, 5));
    REQUIRE(outcomes.size() == 2);
    std::set<std::pair<float, float>> places;
    for (const TargetOutcome& outcome : outcomes) {
        const auto clicks = clicks_of(outcome);
        REQUIRE(clicks.size() == 5);
        for (const Point& at : clicks) {
            CHECK(square.pixels[static_cast<std::size_t>(at.y) * 64 + static_cast<std::size_t>(at.x)] == 1);
            places.emplace(at.x, at.y);
        }
    }
    CHECK(places.size() >= 8);  // of 10 clicks on 81 pixels; one or two may fall on the same pixel
}

TEST_CASE("ritm goes on to pixels that it has not clicked, cvpr25 clicks into the middle again") {
    const Mask square = clicked_square();
    const std::vector<InteractionTarget> targets{target_of(square, 1)};
    const auto clicks_under = [&](ClickPolicy policy) {
        return clicks_of(
            run_rounds(blind_engine(), grey_embedding(blind_engine()), targets, clicking(blind_engine(), policy, 3))
                .at(0));
    };
    CHECK((clicks_under(ClickPolicy::ritm) == std::vector<Point>{{24, 34}, {23, 33}, {24, 33}}));
    CHECK((clicks_under(ClickPolicy::cvpr25) == std::vector<Point>{{24, 34}, {24, 34}, {24, 34}}));
}

TEST_CASE("where a policy finds no error the mask stands, for that target alone") {
    // All foreground in the first round, nothing once a mask is fed back (channels 9 to 12 of the prompt's maps).
    const MadeDecoder decoder("1.0 - 2.0 * torch.any((dense[:, 9:13] != 0).flatten(1), 1).float()", 1);
    const Engine engine(open_bundle(decoder.path()), {.device = "cpu"});
    const Mask whole{clicked_size, std::vector<std::uint8_t>(static_cast<std::size_t>(clicked_size.area()), 1)};
    const Mask square = clicked_square();
    const std::vector<InteractionTarget> targets{target_of(whole, 1), target_of(square, 2)};
    const auto outcomes = run_rounds(engine, grey_embedding(engine), targets, clicking(engine, ClickPolicy::cvpr25, 2));
    REQUIRE(outcomes[0].rounds.size() == 2);
    REQUIRE(outcomes[1].rounds.size() == 2);
    CHECK(outcomes[0].rounds[1].prompt.points.empty());
    CHECK(outcomes[0].rounds[1].overlap == Overlap{clicked_size.area(), clicked_size.area(), clicked_size.area()});
    REQUIRE(outcomes[1].rounds[1].prompt.points.size() == 1);
    CHECK(outcomes[1].rounds[1].prompt.points[0].label == 0);
    CHECK(outcomes[1].rounds[0].overlap.predicted == clicked_size.area());
    CHECK(outcomes[1].rounds[1].overlap.predicted == 0);
}

TEST_CASE("a session's boxes are tight, or moved where the protocol says so") {
    const Mask square = clicked_square();
    const std::vector<InteractionTarget> targets{target_of(square, 1), target_of(square, 2)};
    InteractionOptions options = clicking(blind_engine(), ClickPolicy::imis, 1);
    options.first = {PromptKind::box};
    const auto boxes = [&] {
        const auto outcomes = run_rounds(blind_engine(), grey_embedding(blind_engine()), targets, options);
        return std::pair(outcomes.at(0).rounds.at(0).prompt.box.value(),
                         outcomes.at(1).rounds.at(0).prompt.box.value());
    };
    CHECK((boxes() == std::pair(Box{20, 30, 28, 38}, Box{20, 30, 28, 38})));
    options.protocol.box_jitter = 4;
    const auto [one, two] = boxes();
    CHECK_FALSE(one == Box{20, 30, 28, 38});
    CHECK_FALSE(one == two);
    CHECK(std::abs(one.x0 - 20) <= 4);
    CHECK(std::abs(one.y1 - 38) <= 4);
}
