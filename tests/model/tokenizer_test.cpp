#include "imis/model/tokenizer.hpp"

#include <fstream>
#include <optional>
#include <utility>

#include <nlohmann/json.hpp>

#include "catch.hpp"
#include "imis/base/error.hpp"
#include "imis/base/temporary_folder.hpp"
#include "test_data.hpp"

using namespace imis;
using Ids = std::vector<std::int64_t>;

namespace {

// Tokens of single bytes: '!' (0x21) is token 0, so a printable ASCII character is token (code - 0x21).
std::int64_t inside(char character) {
    return character - '!';
}
std::int64_t at_end(char character) {
    return inside(character) + 256;
}

// A tokenizer of a handful of merges.
class SmallTokenizer {
public:
    explicit SmallTokenizer(const std::string& merges, int context = 77) {
        std::ofstream(folder_ / "merges.txt", std::ios::binary) << merges;
        tokenizer_.emplace(folder_ / "merges.txt", context);
    }
    const Tokenizer* operator->() const { return &*tokenizer_; }

private:
    TemporaryFolder folder_;
    std::optional<Tokenizer> tokenizer_;
};

// CLIP's full vocabulary, which the set-up of the tests extracts. Cases that need it are tagged [vocabulary].
Tokenizer clip_tokenizer() {
    const std::filesystem::path merges = IMIS_TEST_VOCABULARY;
    INFO("CLIP's merges come from the test 'set-up/CLIP vocabulary', which needs scripts/setup.sh");
    REQUIRE(std::filesystem::exists(merges));
    return {merges, 77};
}

nlohmann::json json_of(const std::filesystem::path& path) {
    return nlohmann::json::parse(std::ifstream(path));
}

}  // namespace

TEST_CASE("ids follow from the merges: bytes, bytes at the end of a word, merges, start, end") {
    const SmallTokenizer tokenizer("a b\nab c</w>\n");
    CHECK(tokenizer->start_token() == 514);
    CHECK(tokenizer->end_token() == 515);
    CHECK(tokenizer->encode("") == Ids{514, 515});
    CHECK(tokenizer->encode("abc") == Ids{514, 513, 515});
    CHECK(tokenizer->encode("ab") == Ids{514, inside('a'), at_end('b'), 515});
    CHECK(tokenizer->encode("abb") == Ids{514, 512, at_end('b'), 515});
}

TEST_CASE("the earlier merge goes first, wherever it stands in the word") {
    const SmallTokenizer tokenizer("b c</w>\na b\n");
    CHECK(tokenizer->encode("abc") == Ids{514, inside('a'), 512, 515});
}

TEST_CASE("letters become lower case and white space of any kind parts words") {
    const SmallTokenizer tokenizer("a b</w>\n");
    const Ids expected = {513, 512, 512, 514};
    CHECK(tokenizer->encode("  AB \t\r\n Ab ") == expected);
    CHECK(tokenizer->encode("ab\u00a0ab") == expected);
    CHECK(tokenizer->encode("\u3000ab\u2003ab") == expected);
}

TEST_CASE("numbers stand alone, other signs run together, contractions are words") {
    const SmallTokenizer tokenizer("' s</w>\n");
    CHECK(tokenizer->encode("12") == Ids{513, at_end('1'), at_end('2'), 514});
    CHECK(tokenizer->encode("a--!") == Ids{513, at_end('a'), inside('-'), inside('-'), at_end('!'), 514});
    CHECK(tokenizer->encode("a's") == Ids{513, at_end('a'), 512, 514});
    CHECK(tokenizer->encode("''s") == Ids{513, inside('\''), at_end('\''), at_end('s'), 514});
}

TEST_CASE("a letter with its accent apart gives the ids of the composed letter") {
    const SmallTokenizer tokenizer("a b\n");
    CHECK(tokenizer->encode("e\u0301") == tokenizer->encode("\u00e9"));
    // U+00E9 is the bytes C3 A9: tokens by CLIP's order of bytes, in which A1..AC follow 21..7E and AE..FF follow
    // these.
    CHECK(tokenizer->encode("\u00c9") == Ids{513, 94 + 12 + (0xC3 - 0xAE), 94 + (0xA9 - 0xA1) + 256, 514});
}

TEST_CASE("a long text is cut to the context and keeps the end token") {
    const SmallTokenizer tokenizer("a b</w>\n", 4);
    EncodingInfo info;
    CHECK(tokenizer->encode("ab ab", info) == Ids{513, 512, 512, 514});
    CHECK_FALSE(info.truncated);
    CHECK(tokenizer->encode("ab ab ab", info) == Ids{513, 512, 512, 514});
    CHECK(info.truncated);
    CHECK(info.tokens == 5);
}

TEST_CASE("the names of the special tokens stand for them") {
    const SmallTokenizer tokenizer("a b</w>\n");
    CHECK(tokenizer->encode("ab!<|endoftext|><|startoftext|>ab") == Ids{513, 512, at_end('!'), 514, 513, 512, 514});
}

TEST_CASE("text that is not UTF-8 is an error") {
    const SmallTokenizer tokenizer("a b\n");
    CHECK_THROWS_AS(tokenizer->encode("liver \xff"), Error);
    CHECK_THROWS_AS(tokenizer->encode("cut \xc3"), Error);
    CHECK_THROWS_AS(tokenizer->encode("surrogate \xed\xa0\x80"), Error);
    CHECK_THROWS_WITH(tokenizer->encode("\xff"), contains("UTF-8"));
}

TEST_CASE("merges that can't be used are an error that names file and line") {
    CHECK_THROWS_WITH(SmallTokenizer("a b\nab\n"), contains("merges.txt:2"));
    CHECK_THROWS_WITH(SmallTokenizer("#version: 0.2\n"), contains("merges.txt:1"));
    CHECK_THROWS_WITH(SmallTokenizer("a b c\n"), contains("merges.txt:1"));
    CHECK_THROWS_WITH(SmallTokenizer(""), contains("empty"));
    CHECK_THROWS_WITH(SmallTokenizer("a b\n", 1), contains("context"));
    CHECK_THROWS_WITH(Tokenizer("no/such/merges.txt", 77), contains("no/such/merges.txt"));
}

TEST_CASE("line ends of either kind are accepted in the merges") {
    const SmallTokenizer tokenizer("a b</w>\r\na c</w>");
    CHECK(tokenizer->encode("ab ac") == Ids{514, 512, 513, 515});
}

// Recorded from Hugging Face's CLIP tokenizer.
TEST_CASE("ids of CLIP's vocabulary are the published ones", "[vocabulary]") {
    const Tokenizer tokenizer = clip_tokenizer();
    CHECK(tokenizer.end_token() == 49407);
    const std::vector<std::pair<std::string, Ids>> recorded = {
        {"A segmentation area of a left kidney.", {320, 10551, 9512, 2445, 539, 320, 1823, 14610, 269}},
        {"don't WE'VE you'll o'clock", {847, 713, 649, 1200, 592, 1342, 334, 262, 6716}},
        {"3\u00bd T2-w \u00b2\u2078 007", {274, 33613, 339, 273, 268, 342, 41175, 1667, 372, 271, 271, 278}},
        {"!!! --> (a)[b]{c}", {995, 6422, 263, 320, 8, 314, 321, 60, 346, 322, 348}},
        {"\u00c5ngstr\u00f6m \u03a3\u038a\u03a3 \u0130stanbul Stra\u00dfe",
         {23176, 10352, 807, 7255, 332, 139, 225, 138, 107, 139, 481, 328, 16384, 11231, 1894, 127, 253, 324}},
        {"\u809d\u81d3 \u043f\u0435\u0447\u0435\u043d\u044c \u0643\u0628\u062f \U0001fac0",
         {164,   224,   251, 164, 229,   497,   26302, 22176, 141, 229,
          22176, 22705, 141, 490, 33499, 16378, 35566, 558,   104, 478}},
        {"zero\u200bwidth\u00a0and\u3000ideographic\tspaces\n", {5848, 9844, 23571, 537, 1909, 78, 4245, 9006}},
        {"e\u0301le\u0301phant \ufb01brosis", {3459, 39641, 745, 773, 171, 105, 223, 927, 2580}},
    };
    for (const auto& [text, inner] : recorded) {
        INFO(text);
        Ids expected = {tokenizer.start_token()};
        expected.insert(expected.end(), inner.begin(), inner.end());
        expected.push_back(tokenizer.end_token());
        CHECK(tokenizer.encode(text) == expected);
    }
}

// The file is described in its own "about" field.
TEST_CASE("ids of the recorded sentences", "[vocabulary]") {
    const Tokenizer tokenizer = clip_tokenizer();
    const nlohmann::json file = json_of(fixture("tokenizer/clip_ids.json"));
    REQUIRE_FALSE(file.at("cases").empty());
    for (const auto& recorded : file.at("cases")) {
        const auto text = recorded.at("text").get<std::string>();
        INFO(text);
        CHECK(tokenizer.encode(text) == recorded.at(recorded.contains("ids_of_77") ? "ids_of_77" : "ids").get<Ids>());
    }
}

TEST_CASE("ids of the reference implementation's sentences", "[real-data][vocabulary]") {
    const auto recorded = test_data("parity/imisnet.json");
    if (!recorded) return;
    const Tokenizer tokenizer = clip_tokenizer();
    const nlohmann::json file = json_of(*recorded);
    REQUIRE_FALSE(file.at("tokens").empty());
    for (const auto& [text, ids] : file.at("tokens").items()) {
        INFO(text);
        CHECK(tokenizer.encode(text) == ids.get<Ids>());
    }
}

TEST_CASE("the sentence of a class name") {
    const std::string_view with = "A segmentation area of a {}.";
    CHECK(sentence(with, "Inferior_vena-cava") == "A segmentation area of a inferior vena cava.");
    CHECK(sentence(with, "left__-kidney\t 2") == "A segmentation area of a left kidney 2.");
    CHECK(sentence(with, " LIVER_") == "A segmentation area of a  liver .");
    CHECK(sentence("{}", "\u00c9paule") == "\u00e9paule");
    CHECK(sentence("{} {}", "a{}") == "a{} {}");
}

TEST_CASE("a template without a place for the name, or a name that is not UTF-8, is an error") {
    CHECK_THROWS_WITH(sentence("A segmentation area.", "liver"), contains("{}"));
    CHECK_THROWS_AS(sentence("a {}", "\xc0\xaf"), Error);
}
