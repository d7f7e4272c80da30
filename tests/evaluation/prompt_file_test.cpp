#include "imis/evaluation/prompt_file.hpp"

#include "catch.hpp"
#include "imis/base/error.hpp"
#include "imis/base/files.hpp"
#include "imis/base/temporary_folder.hpp"

using namespace imis;

namespace {

class Table {
public:
    PromptFile read(const std::string& text) {
        write_file_atomically(folder_ / "prompts.csv", text);
        return PromptFile(folder_ / "prompts.csv");
    }

private:
    TemporaryFolder folder_;
};

const std::string header = "dataset,image,target,round,prompt\n";

}  // namespace

TEST_CASE("a table written by hand needs five columns, in any order") {
    const PromptFile file = Table().read(
        "prompt,round,target,image,dataset\r\n"
        "\"{\"\"grid\"\":[9,8],\"\"box\"\":[1,2,3,4]}\",1,\"left, kidney\",slice,ct\r\n"
        "\"{\"\"grid\"\":[9,8],\"\"points\"\":[[5,6,0]]}\",2,\"left, kidney\",slice,ct\r\n");
    CHECK(file.rounds() == 2);
    CHECK(file.repeats() == 1);
    CHECK(file.kinds() == PromptKinds{PromptKind::box});
    const auto prompts = file.prompts("ct", "slice");
    REQUIRE(prompts.size() == 1);
    const auto& recorded = prompts.at({"left, kidney", 1});
    REQUIRE(recorded.size() == 2);
    CHECK(*recorded[0].box == Box{1, 2, 3, 4});
    CHECK(recorded[1].points[0].label == 0);
    CHECK(file.prompts("ct", "other").empty());
}

TEST_CASE("a byte order mark before the header is passed over") {
    const std::string text = header + "ct,1,liver,1,\"{\"\"grid\"\":[9,8],\"\"box\"\":[1,2,3,4]}\"\n";
    CHECK(Table().read("\xEF\xBB\xBF" + text).prompts("ct", "1").size() == 1);
}

TEST_CASE("of several systems in a file the one with the most rounds counts, of equals the first") {
    const PromptFile file = Table().read(
        "model,dataset,image,target,repeat,round,prompt\n"
        "a,ct,1,liver,1,1,\"{\"\"grid\"\":[9,8],\"\"points\"\":[[1,1,1]]}\"\n"
        "b,ct,1,liver,1,1,\"{\"\"grid\"\":[9,8],\"\"points\"\":[[2,2,1]]}\"\n"
        "a,ct,1,liver,2,1,\"{\"\"grid\"\":[9,8],\"\"points\"\":[[3,3,1]]}\"\n");
    CHECK(file.repeats() == 2);
    CHECK(file.prompts("ct", "1").at({"liver", 1}).size() == 1);
    CHECK(file.prompts("ct", "1").at({"liver", 1})[0].points[0].at == Point{1, 1});
    const PromptFile longer = Table().read(
        "model,dataset,image,target,round,prompt\n"
        "a,ct,1,liver,1,\"{\"\"grid\"\":[9,8],\"\"points\"\":[[1,1,1]]}\"\n"
        "b,ct,1,liver,1,\"{\"\"grid\"\":[9,8],\"\"points\"\":[[1,1,1]]}\"\n"
        "b,ct,1,liver,2,\"{\"\"grid\"\":[9,8],\"\"points\"\":[[2,2,1]]}\"\n");
    CHECK(longer.rounds() == 2);
}

TEST_CASE("a table that can't be used is refused with the line and what is wrong") {
    Table table;
    CHECK_THROWS_WITH(table.read("dataset,image\n1,2\n"), contains("prompts.csv") && contains("'target'"));
    CHECK_THROWS_WITH(table.read(header), contains("no prompts"));
    CHECK_THROWS_WITH(table.read(header + "ct,1,liver,1,nonsense\n"), contains("line 2") && contains("not valid JSON"));
    CHECK_THROWS_WITH(table.read(header + "ct,1,liver,2,\"{\"\"grid\"\":[9,8]}\"\n"), contains("out of turn"));
    CHECK_THROWS_WITH(table.read(header + "ct,1,liver,0,\"{}\"\n"), contains("'round' is '0'"));
    CHECK_THROWS_WITH(table.read(header + "ct,1,liver,1,\"{\"\"grid\"\":[9,8]}\"\n"),
                      contains("round 1 has no prompt"));
    CHECK_THROWS_WITH(table.read(header + "ct,1\n"), contains("has no field"));
    const std::string box = "\"{\"\"grid\"\":[9,8],\"\"box\"\":[1,2,3,4]}\"\n";
    CHECK_THROWS_WITH(table.read(header + "ct,1,liver,1," + box + "ct,1,liver,2," + box),
                      contains("line 3") && contains("round 2 has a box"));
    CHECK_THROWS_WITH(table.read(header + "ct,1,liver,1,\"{\n"), contains("quote is not closed"));
}
