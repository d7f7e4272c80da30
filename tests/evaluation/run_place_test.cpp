#include "imis/evaluation/run_place.hpp"

#include <filesystem>
#include <fstream>

#include "catch.hpp"
#include "imis/base/error.hpp"
#include "imis/base/temporary_folder.hpp"
#include "imis/evaluation/store.hpp"

using namespace imis;

namespace {

namespace fs = std::filesystem;

const RunContext one_model{{{"model", "m"}, {"seed", "42"}}, {}};

ImageResult result_of(const std::string& model, double dice = 0.5) {
    ImageResult result;
    result.model = model;
    result.dataset = "a";
    result.image = "image";
    result.rounds.push_back({0, "liver", 1, 1, "{}", {1, 2, 3}, {dice, dice}, 0, "", {}, ""});
    return result;
}

double first_score(const fs::path& run) {
    double score = -1;
    ResultStore(run).for_each_round([&](const StoredRound& round) { score = round.result.scores.front(); });
    return score;
}

// A store with two runs.
void write_suite(const fs::path& folder) {
    ResultStore({folder / "late", "late"}, one_model, false).add(result_of("m", 0.25));
    ResultStore({folder / "early", "early"}, one_model, false).add(result_of("m", 0.75));
}

}  // namespace

TEST_CASE("runs of a suite share a store and keep to themselves") {
    const TemporaryFolder folder;
    write_suite(folder.path());
    CHECK(fs::exists(folder / "results.sqlite"));
    CHECK_FALSE(fs::exists(folder / "late" / "results.sqlite"));
    CHECK(first_score(folder / "late") == 0.25);
    CHECK(first_score(folder / "early") == 0.75);
    CHECK(suite_runs_in(folder.path()) == std::vector<std::string>{"late", "early"});
    CHECK(suite_runs_in(folder / "late").empty());
    ResultStore late({folder / "late", "late"}, one_model, false);
    late.add(result_of("m", 0.5));
    CHECK(first_score(folder / "late") == 0.5);
    CHECK(first_score(folder / "early") == 0.75);
    CHECK(late.finished("m").size() == 1);
    CHECK(late.skips().empty());
    CHECK(late.images().size() == 1);
    CHECK(late.times().size() == 1);
}

TEST_CASE("a run is found by its folder, however that is written") {
    const TemporaryFolder folder;
    write_suite(folder.path());
    for (const fs::path& run : {folder / "late", folder / "late/", folder / "early" / ".." / "late"}) {
        INFO(run.string());
        CHECK(find_run(run).name == "late");
        CHECK(fs::equivalent(find_run(run).store_file(), folder / "results.sqlite"));
    }
    CHECK_THROWS_WITH(find_run(folder.path()),
                      contains("holds the runs of a suite") && contains((folder / "late").string() + ", "));
    CHECK_THROWS_WITH(find_run(folder / "middle"), contains("is no run of the suite") && contains("early"));
    CHECK_THROWS_WITH(find_run(folder / "late" / "masks"), contains("results.sqlite: is missing"));
    ResultStore(folder / "alone", one_model, false).add(result_of("m"));
    CHECK(find_run(folder / "alone").name.empty());
}

TEST_CASE("the folder of a suite stands for all its runs") {
    const TemporaryFolder folder;
    write_suite(folder / "suite");
    ResultStore(folder / "alone", one_model, false).add(result_of("m"));
    const std::vector<fs::path> named = {folder / "alone", folder / "suite", folder / "nowhere"};
    CHECK(all_runs(named) == std::vector<fs::path>{folder / "alone", folder / "suite" / "late",
                                                   folder / "suite" / "early", folder / "nowhere"});
}

TEST_CASE("suites and other evaluations are kept apart") {
    const TemporaryFolder folder;
    write_suite(folder / "suite");
    ResultStore(folder / "alone", one_model, false).add(result_of("m"));
    CHECK_THROWS_WITH(ResultStore(folder / "suite", one_model, false), contains("holds the runs of a suite"));
    CHECK_THROWS_WITH(ResultStore(folder / "suite" / "late", one_model, false), contains("is the folder of a run"));
    CHECK_THROWS_WITH(ResultStore({folder / "alone" / "box", "box"}, one_model, false), contains("that is no suite"));
    CHECK_FALSE(fs::exists(folder / "alone" / "box"));
    CHECK_NOTHROW(ResultStore(folder / "suite" / "other", one_model, false));
    CHECK_THROWS_WITH(ResultStore({folder / "suite" / "other", "other"}, one_model, false),
                      contains("results of another evaluation"));
}

TEST_CASE("removing the results of a suite removes those of its runs, and nothing else") {
    const TemporaryFolder folder;
    write_suite(folder.path());
    for (const char* name : {"late/rows.csv", "early/rows.csv", "early/notes.txt", "other.txt"}) {
        std::ofstream(folder / name) << "x";
    }
    fs::create_directories(folder / "late" / "masks" / "a");
    remove_results(folder.path());
    CHECK_FALSE(fs::exists(folder / "late"));
    CHECK_FALSE(fs::exists(folder / "early" / "rows.csv"));
    CHECK(fs::exists(folder / "early" / "notes.txt"));
    CHECK(fs::exists(folder / "other.txt"));
    CHECK_FALSE(fs::exists(folder / "results.sqlite"));
}

TEST_CASE("the note that a run's files are written holds until the run goes on") {
    const TemporaryFolder folder;
    {
        ResultStore store({folder / "box", "box"}, one_model, false);
        CHECK_FALSE(store.files_written());
        store.note_files_written();
        ResultStore({folder / "click", "click"}, one_model, false).add(result_of("m"));
        CHECK(store.files_written());
    }
    const ResultStore read(folder / "box");
    CHECK(read.files_written());
    CHECK(read.is_of(one_model));
    CHECK_FALSE(ResultStore({folder / "box", "box"}, one_model, false).files_written());
}
