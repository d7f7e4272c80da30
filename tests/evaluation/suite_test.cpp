#include "imis/evaluation/suite.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>

#include "catch.hpp"
#include "imis/base/error.hpp"
#include "imis/base/files.hpp"
#include "imis/base/temporary_folder.hpp"
#include "imis/evaluation/named_protocol.hpp"

using namespace imis;

namespace {

namespace fs = std::filesystem;

constexpr const char* small = R"({"schema": 1, "name": "small", "datasets": ["a", "b/c"], "models": ["m", "../n"],
  "protocols": ["cvpr25", {"name": "box", "protocol": "imis-net", "prompt": "box", "rounds": 2}],
  "seeds": [42, 7], "limit": 3, "repeats": 2, "split": "training", "metrics": "dice,hd95"})";

// A folder with a suite, models and data sets.
class SuiteFolder {
public:
    SuiteFolder() {
        for (const char* name : {"suites/m", "n", "data/a", "data/b/c"}) fs::create_directories(folder_ / name);
    }

    fs::path write(const std::string& text) const {
        const fs::path file = folder_ / "suites" / "suite.json";
        std::ofstream(file) << text;
        return file;
    }

    // Reads the small suite with one text in it replaced.
    Suite read_changed(const std::string& before, const std::string& after) const {
        std::string text = small;
        const std::size_t place = text.find(before);
        REQUIRE(place != std::string::npos);
        return read_suite(write(text.replace(place, before.size(), after)));
    }

    fs::path data() const { return folder_ / "data"; }
    fs::path operator/(const std::string& name) const { return folder_ / name; }

private:
    TemporaryFolder folder_;
};

EvaluationOptions common_options() {
    EvaluationOptions options;
    options.output = "out";
    return options;
}

std::string note(const EvaluationOptions& options, const std::string& name) {
    for (const auto& [noted, value] : options.notes) {
        if (noted == name) return value;
    }
    return "none";
}

}  // namespace

TEST_CASE("a suite is read with its folders beside its file") {
    const SuiteFolder folder;
    const Suite suite = read_suite(folder.write(small));
    CHECK(suite.name == "small");
    CHECK(suite.datasets == std::vector<std::string>{"a", "b/c"});
    REQUIRE(suite.models.size() == 2);
    CHECK(suite.models[0] == folder / "suites/m");
    CHECK(suite.models[1] == folder / "n");
    REQUIRE(suite.protocols.size() == 2);
    CHECK(suite.protocols[0].name == "cvpr25");
    CHECK(suite.protocols[0].metrics == "dice,hd95");
    CHECK(suite.protocols[1].name == "box");
    CHECK(suite.protocols[1].prompt == PromptKinds{PromptKind::box});
    CHECK(suite.protocols[1].rounds == 2);
    CHECK(suite.seeds == std::vector<std::uint64_t>{42, 7});
    CHECK((suite.limit == 3 && suite.repeats == 2 && suite.split == Split::training));
}

TEST_CASE("a suite says no more than it must") {
    const SuiteFolder folder;
    const Suite suite = read_suite(folder.write(
        R"({"schema": 1, "name": "x", "datasets": "all", "protocols": ["mine.json"], "description": "y"})"));
    CHECK(suite.datasets.empty());
    CHECK(suite.models.empty());
    CHECK(suite.seeds == std::vector<std::uint64_t>{42});
    CHECK_FALSE(suite.limit.has_value());
    CHECK(suite.protocols[0].name == "mine");
    CHECK(suite.protocols[0].protocol == (folder / "suites/mine.json").string());
}

TEST_CASE("a suite with a fault is refused with file, field and reason") {
    const SuiteFolder folder;
    struct Fault {
        const char* before;
        const char* after;
        const char* field;
        const char* reason;
    };
    for (const Fault& fault : {
             Fault{R"("limit")", R"("limits")", "limits", "is unknown"},
             Fault{R"("schema": 1)", R"("schema": 2)", "schema", "reads schema 1"},
             Fault{R"(["a", "b/c"])", "[]", "datasets", "is empty"},
             Fault{R"(["a", "b/c"])", R"("some")", "datasets", R"(or "all")"},
             Fault{R"("b/c")", R"("../c")", "datasets[1]", "below the data root"},
             Fault{R"("b/c")", R"("/c")", "datasets[1]", "below the data root"},
             Fault{R"("b/c")", R"("a")", "datasets[1]", "twice"},
             Fault{R"("b/c")", R"("")", "datasets[1]", "is empty"},
             Fault{R"(["m", "../n"])", R"(["m", 3])", "models[1]", "must be a string"},
             Fault{R"(["m", "../n"])", "[]", "models", "is empty"},
             Fault{R"("cvpr25")", R"({"name": "c"})", "protocols[0].protocol", "missing"},
             Fault{R"("cvpr25")", R"({"protocol": "cvpr25", "name": "box"})", "protocols[1]", "name 'box'"},
             Fault{R"("cvpr25")", R"("moon")", "protocols[0]", "'moon' is not known"},
             Fault{R"("imis-net")", R"("moon")", "protocols[1].protocol", "'moon' is not known"},
             Fault{R"("name": "box")", R"("name": "BOX/")", "protocols[1]", "name of a folder"},
             Fault{R"("name": "box")", R"("name": "masks")", "protocols[1]", "file or folder of results"},
             Fault{R"("name": "box")", R"("nam": "box")", "protocols[1].nam", "is unknown"},
             Fault{R"("rounds": 2)", R"("rounds": 0)", "protocols[1].rounds", "from 1 to 1000"},
             Fault{R"("prompt": "box")", R"("prompt": "circle")", "protocols[1].prompt", "circle"},
             Fault{"[42, 7]", "[42, 42]", "seeds[1]", "twice"},
             Fault{"[42, 7]", "[-1]", "seeds[0]", "within 0"},
             Fault{"[42, 7]", "[]", "seeds", "is empty"},
             Fault{R"("limit": 3)", R"("limit": 1.5)", "limit", "whole number"},
             Fault{R"("repeats": 2)", R"("repeats": "2")", "repeats", "must be"},
             Fault{R"("training")", R"("exam")", "split", "test"},
             Fault{R"("dice,hd95")", R"("dice,hd96")", "metrics", "hd96"},
         }) {
        INFO(fault.after);
        CHECK_THROWS_WITH(folder.read_changed(fault.before, fault.after),
                          contains("suite.json: field '" + std::string(fault.field) + "'") && contains(fault.reason) &&
                              contains("docs/suites.md"));
    }
    CHECK_THROWS_WITH(read_suite(folder.write("{")), contains("suite.json") && contains("not valid JSON"));
    CHECK_THROWS_WITH(read_suite(folder / "nowhere.json"), contains("nowhere.json"));
}

TEST_CASE("a suite has a run for each protocol and seed, with what it sets of the protocol") {
    const SuiteFolder folder;
    const auto runs = suite_runs(read_suite(folder.write(small)), common_options(), folder.data(), false);
    REQUIRE(runs.size() == 4);
    std::string names;
    for (const SuiteRun& run : runs) names += run.options.run + " ";
    CHECK(names == "cvpr25 cvpr25-seed-7 box box-seed-7 ");
    const EvaluationOptions& box = runs[3].options;
    CHECK(runs[3].protocol == "box");
    CHECK(box.output == fs::path("out") / "box-seed-7");
    CHECK(box.seed == 7);
    CHECK(box.prompt == PromptKinds{PromptKind::box});
    CHECK(box.rounds == 2);
    CHECK(box.metrics == "dice,hd95");
    CHECK(box.named_protocol == "imis-net, but for --prompt, --rounds, --metrics");
    CHECK(box.protocol.policy == ClickPolicy::imis);
    CHECK((box.limit == 3 && box.repeats == 2 && box.split == Split::training));
    CHECK(box.data == std::vector{folder.data() / "a", folder.data() / "b/c"});
    CHECK(box.models == std::vector{folder / "suites/m", folder / "n"});
    CHECK(note(box, "suite") == "small");
    CHECK(note(box, "suite_left_out") == "none");
    CHECK(runs[0].options.rounds == 6);
    CHECK(runs[0].options.protocol.policy == ClickPolicy::cvpr25);
}

TEST_CASE("models and the limit of the command line take the place of the suite's") {
    const SuiteFolder folder;
    EvaluationOptions common = common_options();
    common.models = {folder / "n"};
    common.limit = 1;
    const auto runs = suite_runs(read_suite(folder.write(small)), common, folder.data(), false);
    CHECK(runs[0].options.models == common.models);
    CHECK(runs[0].options.limit == 1);
}

TEST_CASE("all missing data sets of a suite are named at once, or left out and recorded") {
    const SuiteFolder folder;
    const Suite suite = folder.read_changed(R"(["a", "b/c"])", R"(["a", "d", "e"])");
    CHECK_THROWS_WITH(suite_runs(suite, common_options(), folder.data(), false),
                      contains(folder.data().string() + ": 2 of 3 data sets") && contains("missing: d, e"));
    const auto runs = suite_runs(suite, common_options(), folder.data(), true);
    CHECK(runs[0].options.data == std::vector{folder.data() / "a"});
    CHECK(note(runs[0].options, "suite_left_out") == "2 of 3 data sets: d, e");
    CHECK_THROWS_WITH(suite_runs(suite, common_options(), folder / "suites", true), contains("3 of 3 data sets"));
    CHECK_THROWS_WITH(suite_runs(suite, common_options(), folder / "nowhere", true), contains("no such folder"));
}

TEST_CASE("a protocol of a suite may be by volumes") {
    const SuiteFolder folder;
    const Suite suite = folder.read_changed(R"("rounds": 2})", R"("rounds": 2, "unit": "volume"})");
    const auto runs = suite_runs(suite, common_options(), folder.data(), true);
    REQUIRE(runs.size() == 4);
    CHECK(runs[0].options.unit == EvaluationUnit::slice);
    CHECK(runs[2].options.unit == EvaluationUnit::volume);
    CHECK_THROWS_WITH(folder.read_changed(R"("rounds": 2})", R"("rounds": 2, "unit": "voxel"})"),
                      contains("protocols[1].unit") && contains("voxel"));
}

TEST_CASE("missing models, unknown protocols and runs of one name are found before anything runs") {
    const SuiteFolder folder;
    const auto runs_of = [&](const std::string& before, const std::string& after) {
        return suite_runs(folder.read_changed(before, after), common_options(), folder.data(), false);
    };
    CHECK_THROWS_WITH(runs_of(R"(["m", "../n"])", R"(["x", "m", "y"])"),
                      contains("suites/x, ") && contains("suites/y;") && !contains("suites/m"));
    CHECK_THROWS_WITH(runs_of(R"("models": ["m", "../n"],)", ""), contains("names no models"));
    CHECK_THROWS_WITH(runs_of(R"("cvpr25")", R"("cvpr26")"), contains("protocol 'cvpr26' is not known"));
    CHECK_THROWS_WITH(runs_of(R"("cvpr25")", R"("mine.json")"), contains("suites/mine.json"));
    CHECK_THROWS_WITH(runs_of(R"("cvpr25")", R"({"name": "box-seed-7", "protocol": "cvpr25"})"),
                      contains("two runs would be called 'box-seed-7'"));
}

TEST_CASE("the suites of the repository are read, and their protocols are known") {
    std::size_t suites = 0;
    for (const auto& entry : fs::directory_iterator(fs::path(IMIS_SOURCE_DIR) / "configs" / "suites")) {
        if (entry.path().extension() != ".json" || entry.path().filename() == "suite.schema.json") continue;
        INFO(entry.path().string());
        const Suite suite = read_suite(entry.path());
        for (const SuiteProtocol& protocol : suite.protocols) CHECK_NOTHROW(find_protocol(protocol.protocol));
        CHECK_FALSE(suite.models.empty());
        ++suites;
    }
    CHECK(suites == 3);
}
