// Prompts in words and in JSON.
#include "imis/interaction/given_round.hpp"

#include "catch.hpp"
#include "imis/base/error.hpp"

using namespace imis;

namespace {

GivenShape shape(PromptKind kind, const std::string& words, Coordinates coordinates = Coordinates::pixel) {
    GivenRound round;
    add_words(round, kind, words, coordinates);
    return round.shapes.at(0);
}

// What words are refused with.
std::string refusal_of(PromptKind kind, const std::string& words, Coordinates coordinates = Coordinates::pixel) {
    try {
        (void)shape(kind, words, coordinates);
    } catch (const Error& problem) {
        return problem.what();
    }
    return "accepted";
}

GivenRound round_of(const std::string& json) {
    return read_round(JsonFields::parse(json, {"round", ""}), Coordinates::pixel);
}

}  // namespace

TEST_CASE("a point in words is x,y or x,y,z with an optional label") {
    const GivenShape plain = shape(PromptKind::point, "12,8.5");
    CHECK(plain.kind == PromptKind::point);
    CHECK((plain.positions == std::vector<Vector3>{{12, 8.5, 0}}));
    CHECK(plain.label == 1);
    CHECK(shape(PromptKind::point, "12,8,0").label == 0);
    CHECK(shape(PromptKind::point, "12,8,-1").label == -1);
    const GivenShape space = shape(PromptKind::point, "-12.5,8e1,3,0", Coordinates::ras);
    CHECK((space.positions == std::vector<Vector3>{{-12.5, 80, 3}}));
    CHECK(space.label == 0);
    CHECK(shape(PromptKind::point, "1,2,3", Coordinates::lps).label == 1);
}

TEST_CASE("words that are no point are refused with what they must hold") {
    for (const char* words : {"1", "1,", ",1", "1,2,", "1,2,2", "1,2,0.5", "1,2,1,1", "1 2", "1, 2", "a,b", "nan,2",
                              "inf,2", "1e999,2", "1,2x", "0x10,2"}) {
        CAPTURE(words);
        CHECK_THAT(refusal_of(PromptKind::point, words), contains("must hold x, y and, optionally, a label"));
    }
    CHECK(refusal_of(PromptKind::point, "") == "must not be empty");
    CHECK_THAT(refusal_of(PromptKind::point, "1,2", Coordinates::lps), contains("x, y, z"));
    CHECK_THAT(refusal_of(PromptKind::point, "1,2,3,2", Coordinates::lps), contains("x, y, z"));
}

TEST_CASE("a box in words is two corners") {
    const GivenShape flat = shape(PromptKind::box, "1,2,3,2");
    CHECK(flat.kind == PromptKind::box);
    CHECK((flat.positions == std::vector<Vector3>{{1, 2, 0}, {3, 2, 0}}));
    const GivenShape space = shape(PromptKind::box, "9,8,7,-1,-2,-3", Coordinates::lps);  // corners in any order
    CHECK((space.positions == std::vector<Vector3>{{9, 8, 7}, {-1, -2, -3}}));
}

TEST_CASE("words that are no box are refused with what they must hold") {
    for (const char* words : {"1,2,3", "1,2,3,4,5", "1,2,3,x", "1,2,3,nan", "1,2,3,4,", "3,2,1,4", "1,4,3,2"}) {
        CAPTURE(words);
        CHECK_THAT(refusal_of(PromptKind::box, words), contains("x0, y0, x1, y1 with x0 <= x1 and y0 <= y1"));
    }
    CHECK_THAT(refusal_of(PromptKind::box, "1,2,3,4", Coordinates::ras), contains("x0, y0, z0, x1, y1, z1"));
}

TEST_CASE("a round in JSON has the fields of its kinds") {
    const GivenRound round = round_of(R"({"points": [[3, 4], [5.5, 6, 0]], "text": "liver", "grid": [64, 32]})");
    REQUIRE(round.shapes.size() == 2);
    CHECK(round.shapes[0].positions[0] == Vector3{3, 4, 0});
    CHECK(round.shapes[1].label == 0);
    CHECK(round.text == "liver");
    CHECK(round.grid == Size{64, 32});
    CHECK(kinds_of(round) == PromptKinds{PromptKind::point, PromptKind::text});
    CHECK(kinds_of(round_of("{}")).empty());
    CHECK(kinds_of(round_of(R"({"box": [1, 2, 3, 4]})")) == PromptKinds{PromptKind::box});
}

TEST_CASE("every kind of prompt knows how it is written") {
    for (const PromptKindInfo& info : prompt_kinds) {
        CHECK(std::string(info.typed).starts_with(std::string(info.word) + " "));
        CHECK_FALSE(info.help.empty());
        CHECK_FALSE(info.placeholder.empty());
    }
}
