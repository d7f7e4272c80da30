#include <map>
#include <utility>

#include "catch.hpp"
#include "drawn_mask.hpp"
#include "imis/base/error.hpp"
#include "imis/interaction/simulated_prompts.hpp"
#include "statistics.hpp"

using namespace imis;

namespace {

// Errors drawn as text: 'm' is missed, 'o' overrun, anything else right.
ErrorMap drawn_errors(const std::vector<std::string>& rows) {
    ErrorMap errors{{static_cast<int>(rows.size()), static_cast<int>(rows.front().size())}, {}};
    for (const std::string& row : rows) {
        for (const char letter : row) {
            errors.pixels.push_back(letter == 'm'   ? PixelError::missed
                                    : letter == 'o' ? PixelError::overrun
                                                    : PixelError::none);
        }
    }
    return errors;
}

struct Expected {
    float x;
    float y;
    int label;
};

bool operator==(const Click& click, const Expected& expected) {
    return click.at == Point{expected.x, expected.y} && click.label == expected.label;
}

Click ritm(const std::vector<std::string>& rows, const std::vector<Click>& earlier = {}) {
    return ritm_click(drawn_errors(rows), earlier);
}

Click cvpr25(const std::vector<std::string>& rows, int draw = 0) {
    return cvpr25_click(drawn_errors(rows), priority_key(RandomKey(23).with(draw)));
}

constexpr double chi_square_3_at_0001 = 16.27;  // degrees of freedom 3, probability 0.001

}  // namespace

TEST_CASE("an error map tells missed from overrun pixels") {
    const ErrorMap errors = error_map(drawn_mask({"##..", "...."}), drawn_mask({"#..#", "...."}));
    CHECK((errors.pixels == drawn_errors({".o.m", "...."}).pixels));
    CHECK_THROWS_WITH(error_map(drawn_mask({"##"}), drawn_mask({"#"})), contains("size"));
}

TEST_CASE("ritm clicks into the middle of the deeper side") {
    CHECK(ritm({".......", ".mmm...", ".mmm.oo", ".mmm.oo", "......."}) == Expected{2, 2, 1});
    CHECK(ritm({".......", ".ooo...", ".ooo.mm", ".ooo.mm", "......."}) == Expected{2, 2, 0});
}

TEST_CASE("ritm gives equally deep sides to the overrun one") {
    CHECK(ritm({"mmm....", "mmm.ooo", "mmm.ooo", "....ooo"}) == Expected{5, 2, 0});
    CHECK(ritm({"m.o"}) == Expected{2, 0, 0});
    CHECK(ritm({"o.m"}) == Expected{0, 0, 0});
}

TEST_CASE("ritm takes the first of equally deep pixels in row-major order") {
    CHECK(ritm({"....m", "m...."}) == Expected{4, 0, 1});
    CHECK(ritm({"......", ".mmmm.", ".mmmm.", ".mmmm.", "......"}) == Expected{2, 2, 1});
}

TEST_CASE("ritm counts the outside of the image as background") {
    // Without the border the corner pixel would be the deepest one.
    CHECK(ritm({"mmm..", "mmm..", "mmm..", ".....", "....."}) == Expected{1, 1, 1});
    CHECK(ritm({"mmmmm", "mmmmm", "mmmmm", "mmmmm", "mmmmm"}) == Expected{2, 2, 1});
}

TEST_CASE("ritm keeps the two sides apart: the other side is background") {
    // Together they would be 5 wide with the deepest pixels in the third column.
    CHECK(ritm({"mmmoo", "mmmoo", "mmmoo"}) == Expected{1, 1, 1});
}

TEST_CASE("ritm leaves out clicked pixels, which do not become background") {
    const std::vector<std::string> block{"mmmmm", "mmmmm", "mmmmm"};
    CHECK(ritm(block) == Expected{1, 1, 1});
    CHECK(ritm(block, {{{1, 1}, 1}}) == Expected{2, 1, 1});
    CHECK(ritm(block, {{{1, 1}, 1}, {{2, 1}, 0}}) == Expected{3, 1, 1});
    CHECK(ritm(block, {{{1, 1}, 1}, {{2, 1}, 1}, {{3, 1}, 1}}) == Expected{0, 0, 1});
    // The overrun pixel is as deep as the missed ones until it is clicked.
    CHECK(ritm({"mm.o"}) == Expected{3, 0, 0});
    CHECK(ritm({"mm.o"}, {{{3, 0}, 0}}) == Expected{0, 0, 1});
}

TEST_CASE("ritm takes no notice of clicks without a point or outside the grid") {
    CHECK(ritm({"m.."}, {{{0, 0}, -1}}) == Expected{0, 0, 1});
    CHECK(ritm({"...", ".m."}, {{{300, 1}, 1}, {{0, 0}, 1}, {{-1, -1}, 0}}) == Expected{1, 1, 1});
}

TEST_CASE("ritm gives no click where nothing differs or all errors have been clicked") {
    CHECK(ritm({"...", "..."}) == Expected{0, 0, -1});
    CHECK(ritm({".m.", "..."}, {{{1, 0}, 1}}) == Expected{0, 0, -1});
}

TEST_CASE("cvpr25 clicks into the middle of the largest part, not of the deepest") {
    // 9 missed pixels of depth 2 against 10 overrun ones of depth 1.
    CHECK(cvpr25({"mmm.......", "mmm.......", "mmm.......", "..........", "oooooooooo"}).label == 0);
    CHECK(cvpr25({"mmm.......", "mmm.......", "mmm.......", "..........", "oooooooo.."}) == Expected{1, 1, 1});
}

TEST_CASE("cvpr25 joins both sides of an error in one part") {
    // A block of 5 x 5: its middle pixel is overrun, most of the others are missed.
    CHECK(cvpr25({"mmmmm", "mmmmm", "mmooo", "ooooo", "ooooo"}) == Expected{2, 2, 0});
    CHECK(cvpr25({"mmmmm", "mmmmm", "mmmoo", "ooooo", "ooooo"}) == Expected{2, 2, 1});
    // 3 + 3 pixels that touch at a corner are more than 5.
    CHECK(cvpr25({"mmm......", "...ooo...", ".........", ".....mmmm"}, 1).at.y < 2);
}

TEST_CASE("cvpr25 takes the first of equally large parts and counts the others as background") {
    for (int draw = 0; draw < 20; ++draw) {
        CHECK(cvpr25({"....oo", "mm...."}, draw).label == 0);
        CHECK(cvpr25({"m.o"}, draw) == Expected{0, 0, 1});
    }
}

TEST_CASE("cvpr25 counts the outside of the image as background") {
    CHECK(cvpr25({"mmm..", "mmm..", "mmm..", ".....", "....."}) == Expected{1, 1, 1});
}

TEST_CASE("cvpr25 gives no click where nothing differs") {
    CHECK(cvpr25({"...", "..."}) == Expected{0, 0, -1});
}

TEST_CASE("cvpr25 draws uniformly from the deepest pixels") {
    // The middle row of 3 x 6 pixels has 4 pixels of depth 2.
    std::map<std::pair<float, float>, int> counts;
    for (int draw = 0; draw < 4000; ++draw) {
        const Click click = cvpr25({"........", ".mmmmmm.", ".mmmmmm.", ".mmmmmm.", "........"}, draw);
        REQUIRE(click.label == 1);
        REQUIRE(click.at.y == 2);
        ++counts[{click.at.x, click.at.y}];
    }
    REQUIRE(counts.size() == 4);
    REQUIRE(counts.count({2, 2}) + counts.count({5, 2}) == 2);
    CHECK(chi_square(counts) < chi_square_3_at_0001);
}

TEST_CASE("cvpr25 draws the same pixel of a grid whatever else is wrong") {
    // A second, smaller error widens the window around the errors, which must not change the pixels' numbers.
    for (int draw = 0; draw < 50; ++draw) {
        const Click alone = cvpr25({"......", "..mmm.", "......", "......"}, draw);
        const Click beside = cvpr25({"o.....", "..mmm.", "......", ".....o"}, draw);
        CHECK(alone.at == beside.at);
    }
}
