#include "imis/image/window.hpp"

#include <limits>
#include <numeric>
#include <vector>

#include "catch.hpp"
#include "imis/base/error.hpp"

using namespace imis;

namespace {

constexpr float infinity = std::numeric_limits<float>::infinity();
constexpr float nan_value = std::numeric_limits<float>::quiet_NaN();

}  // namespace

TEST_CASE("a window is given by centre and width, a name, or where it comes from") {
    CHECK(parse_window("percentiles").kind == WindowRule::Kind::percentiles);
    CHECK(parse_window("dicom").kind == WindowRule::Kind::file);
    const WindowRule given = parse_window("-600.5,1500");
    CHECK(given.kind == WindowRule::Kind::given);
    CHECK(given.window == Window{-600.5, 1500});
    CHECK(parse_window("1e3,0.5").window == Window{1000, 0.5});
}

TEST_CASE("named windows are the usual ones of CT") {
    const std::vector<std::pair<std::string, Window>> expected = {
        {"abdomen", {60, 400}},     {"angio", {300, 600}},      {"bone", {400, 1800}}, {"brain", {40, 80}},
        {"liver", {60, 160}},       {"lung", {-600, 1500}},     {"stroke", {35, 30}},  {"subdural", {75, 215}},
        {"mediastinum", {50, 350}}, {"soft-tissue", {40, 400}},
    };
    for (const auto& [name, window] : expected) {
        INFO(name);
        CHECK(parse_window(name).kind == WindowRule::Kind::given);
        CHECK(parse_window(name).window == window);
    }
}

TEST_CASE("a window that makes no sense is an error that lists what does") {
    for (const char* words : {"", "livers", "Liver", "40", "40,", ",400", "40,0", "40,-400", "40,400,1", "40, 400",
                              "x,400", "40,4x", "nan,1", "1,inf", "dicom,1"}) {
        INFO(words);
        CHECK_THROWS_AS(parse_window(words), UsageError);
    }
    CHECK_THROWS_WITH(parse_window("livers"), contains("'livers'") && contains("CENTRE,WIDTH") && contains("dicom") &&
                                                  contains("percentiles") && contains("liver, lung"));
}

TEST_CASE("a window reaches half its width to both sides of its centre") {
    const GreyRange range = range_of({40, 400});
    CHECK(range.low == -160);
    CHECK(range.high == 240);
}

TEST_CASE("percentiles lie between values as numpy.percentile puts them") {
    std::vector<float> hundreds(1001);
    std::iota(hundreds.rbegin(), hundreds.rend(), 0.0F);
    CHECK(percentile_range(hundreds).low == Approx(5));
    CHECK(percentile_range(hundreds).high == Approx(995));

    // numpy.percentile(values, [0.5, 99.5])
    const std::vector<float> few = {3.5F, -1000, 40, 7, 1000, 250.25F, -80, 12, 0, 99.5F};
    CHECK(percentile_range(few).low == Approx(-958.6));
    CHECK(percentile_range(few).high == Approx(966.26125));
    CHECK(percentile_range(std::vector<float>{7}).low == 7);
    CHECK(percentile_range(std::vector<float>{7}).high == 7);
}

TEST_CASE("values that are not finite have no part in percentiles") {
    const std::vector<float> values = {nan_value, 0, infinity, 200, -infinity, nan_value};
    CHECK(percentile_range(values).low == Approx(1));
    CHECK(percentile_range(values).high == Approx(199));
    const GreyRange none = percentile_range(std::vector<float>{nan_value, infinity});
    CHECK(none.low == 0);
    CHECK(none.high == 0);
    CHECK(percentile_range({}).high == 0);
}

TEST_CASE("a range is spread over 0 to 255, rounded and cut") {
    const GreyRange range = {-100, 410};  // two values a step
    CHECK(to_8bit(-100, range) == 0);
    CHECK(to_8bit(410, range) == 255);
    CHECK(to_8bit(-101, range) == 0);
    CHECK(to_8bit(5000, range) == 255);
    CHECK(to_8bit(100, range) == 100);
    CHECK(to_8bit(100.9F, range) == 100);
    CHECK(to_8bit(101.1F, range) == 101);
    CHECK(to_8bit(std::numeric_limits<float>::max(), range) == 255);
}

TEST_CASE("what is not finite, and all in an empty range, is black") {
    CHECK(to_8bit(nan_value, {0, 1}) == 0);
    CHECK(to_8bit(infinity, {0, 1}) == 0);
    CHECK(to_8bit(-infinity, {0, 1}) == 0);
    CHECK(to_8bit(5, {5, 5}) == 0);
    CHECK(to_8bit(5, {6, 4}) == 0);
}
