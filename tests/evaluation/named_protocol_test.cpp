// Protocols by name.
#include "imis/evaluation/named_protocol.hpp"

#include "catch.hpp"
#include "imis/base/error.hpp"
#include "imis/base/files.hpp"
#include "imis/base/temporary_folder.hpp"

using Catch::Matchers::Contains;
using namespace imis;

TEST_CASE("a protocol sets what a benchmark fixes") {
    EvaluationOptions options;
    CHECK(apply(find_protocol("cvpr25"), {}, options).empty());
    CHECK(options.prompt == PromptKinds{PromptKind::box});
    CHECK(options.rounds == 6);
    CHECK(options.metrics == "dice,nsd");
    CHECK(options.nsd_tolerance == Length{2, LengthUnit::millimetre});
    CHECK(options.protocol.policy == ClickPolicy::cvpr25);
    CHECK(options.protocol.history == History::all);
    CHECK_FALSE(options.protocol.mask_feedback);  // the model's own
    CHECK(options.protocol.grid == ClickGrid::original);
    CHECK(options.figures == RoundFigures::cvpr25);
}

TEST_CASE("all names are known, and set a policy") {
    for (const char* name : {"imis-net", "imis-net-3-clicks", "sam-med2d", "ritm-noc", "cvpr25"}) {
        CHECK(find_protocol(name).name == name);
        CHECK(find_protocol(name).choices.policy.has_value());
    }
    CHECK_THROWS_WITH(find_protocol("imis"), Contains("imis-net-3-clicks"));
}

TEST_CASE("what a protocol sets is said in options") {
    CHECK(
        option_words(find_protocol("cvpr25")) ==
        "--prompt box --rounds 6 --policy cvpr25 --history all --grid original --metrics dice,nsd --nsd-tolerance 2mm");
    CHECK(option_words(find_protocol("imis-net")) ==
          "--prompt point --rounds 1 --policy imis --history last --mask-feedback logits --grid model --metrics "
          "dice,iou");
}

TEST_CASE("options that were given hold, and those that differ are named") {
    EvaluationOptions options;
    options.rounds = 5;
    options.metrics = "dice,iou";
    CHECK(apply(find_protocol("imis-net-3-clicks"), {"--rounds", "--metrics"}, options) ==
          std::vector<std::string>{"--rounds"});
    CHECK(options.rounds == 5);
    CHECK(options.protocol.policy == ClickPolicy::imis);
}

TEST_CASE("a file sets what it names alone, and nothing that is not known") {
    const TemporaryFolder folder;
    const std::string file = folder / "mine.json";
    const auto read = [&](const std::string& text) {
        write_file_atomically(file, text);
        return find_protocol(file);
    };
    const NamedProtocol mine = read(R"({"name": "mine", "rounds": 4, "grid": "original"})");
    CHECK(mine.name == "mine");
    CHECK(mine.rounds == 4);
    CHECK_FALSE(mine.metrics);
    CHECK_FALSE(mine.choices.policy);
    CHECK(read("{}").name == file);
    CHECK_THROWS_WITH(read(R"({"round": 4})"), Contains("field 'round' is not known") && Contains("rounds"));
    CHECK_THROWS_WITH(read(R"({"rounds": 0})"), Contains("field 'rounds'"));
    CHECK_THROWS_WITH(read(R"({"grid": "moon"})"), Contains("field 'grid'") && Contains("original"));
    CHECK_THROWS_WITH(read(R"({"metrics": "dise"})"), Contains("field 'metrics'") && Contains("dise"));
    CHECK_THROWS_WITH(read("{"), Contains("is not JSON"));
    CHECK_THROWS_WITH(find_protocol(folder / "nowhere.json"), Contains("nowhere.json"));
}
