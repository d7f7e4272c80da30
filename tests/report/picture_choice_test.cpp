#include <string>

#include "catch.hpp"
#include "recorded_sessions.hpp"

using namespace imis;

namespace {

constexpr Size image_size = {40, 60};

Target target_of(const std::string& name, int x0, int y0, int x1, int y1) {
    Target target{0, name, Mask::zeros(image_size)};
    for (int y = y0; y < y1; ++y) {
        for (int x = x0; x < x1; ++x) target.mask.pixels[static_cast<std::size_t>(y * image_size.width + x)] = 1;
    }
    return target;
}

std::string chosen(const std::vector<Target>& targets, int most) {
    std::vector<const Target*> all;
    for (const Target& target : targets) all.push_back(&target);
    std::string names;
    for (const std::size_t place : drawn_targets(all, most)) names += targets[place].name + " ";
    return names;
}

RecordedSession session(const std::string& dataset, const std::string& image, const std::string& target,
                        const std::vector<double>& dice) {
    return {dataset, "CT", image, target, {}, dice};
}

std::string telling(const std::vector<RecordedSession>& sessions) {
    return telling_session(sessions).target;
}

}  // namespace

TEST_CASE("the first, the third and the last round are drawn, as far as they were run") {
    CHECK(telling_rounds(1) == std::vector{1});
    CHECK(telling_rounds(2) == std::vector{1, 2});
    CHECK(telling_rounds(3) == std::vector{1, 3});
    CHECK(telling_rounds(8) == std::vector{1, 3, 8});
}

TEST_CASE("of many rounds a session shows eight") {
    CHECK(spread_rounds(1) == std::vector{1});
    CHECK(spread_rounds(3) == std::vector{1, 2, 3});
    CHECK(spread_rounds(8) == std::vector{1, 2, 3, 4, 5, 6, 7, 8});
    CHECK(spread_rounds(15) == std::vector{1, 3, 5, 7, 9, 11, 13, 15});
}

TEST_CASE("targets that hide a larger one are left out") {
    const std::vector<Target> targets = {target_of("small", 0, 0, 2, 2), target_of("large", 0, 0, 20, 20),
                                         target_of("apart", 30, 30, 40, 40)};
    CHECK(chosen(targets, 3) == "large apart ");
    CHECK(chosen(targets, 1) == "large ");
}

TEST_CASE("a target that fills the image gives way to those on it") {
    const std::vector<Target> targets = {target_of("ground", 0, 0, 40, 40), target_of("on it", 0, 0, 15, 15),
                                         target_of("apart", 50, 0, 59, 5)};
    CHECK(chosen(targets, 3) == "on it apart ");
    CHECK(chosen({targets.front()}, 3) == "ground ");
}

TEST_CASE("targets whose box is larger are drawn below") {
    Target frame = target_of("frame", 0, 0, 30, 1);
    for (int y = 0; y < 30; ++y) frame.mask.pixels[static_cast<std::size_t>(y * image_size.width)] = 1;
    CHECK(chosen({target_of("inside", 5, 5, 20, 20), frame}, 3) == "frame inside ");
}

TEST_CASE("of each data set the first image is drawn") {
    const std::vector<RecordedSession> sessions = {session("a", "1", "x", {1}), session("a", "1", "y", {1}),
                                                   session("a", "2", "x", {1}), session("b", "1", "x", {1})};
    const auto images = first_images(sessions);
    REQUIRE(images.size() == 2);
    REQUIRE(images[0].size() == 2);
    CHECK(images[0][1].target == "y");
    CHECK(images[1].front().dataset == "b");
}

TEST_CASE("the session to draw ends well where one does, and gains over many rounds") {
    const RecordedSession gains_most = session("a", "1", "gains most", {0.1, 0.8});
    const RecordedSession good = session("a", "1", "good", {0.5, 0.95});
    const RecordedSession better = session("a", "1", "better", {0.4, 0.92});
    CHECK(telling({gains_most, good, better}) == "better");
    CHECK(telling({gains_most}) == "gains most");
    CHECK(telling({session("a", "1", "at once", {0.1, 0.97, 0.97, 0.97}),
                   session("a", "1", "bit by bit", {0.4, 0.6, 0.7, 0.97})}) == "bit by bit");
}
