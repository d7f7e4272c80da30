#include <filesystem>
#include <fstream>

#include "catch.hpp"
#include "imis/base/error.hpp"
#include "imis/base/temporary_folder.hpp"
#include "imis/evaluation/store.hpp"

using namespace imis;

namespace {

// As make_context has it. lacks: the kinds of prompts that systems can't be given, by name.
RunContext context_of(const std::vector<std::string>& systems, const std::vector<std::string>& datasets = {"a"},
                      const std::map<std::string, std::string>& lacks = {}) {
    RunContext context;
    std::string names;
    for (const std::string& system : systems) names += (names.empty() ? "" : ", ") + system;
    context.identity.emplace_back("model", names);
    for (const std::string& system : systems) {
        const std::string end = systems.size() == 1 ? "" : "." + system;
        for (const char* setting : {"policy", "history", "mask_feedback", "grid"}) {
            context.identity.emplace_back(setting + end, "same");
        }
        context.identity.emplace_back("model.sha256" + end, "hash of " + system);
        if (systems.size() == 1) continue;
        const auto lacking = lacks.find(system);
        context.information.emplace_back("model.lacks." + system, lacking == lacks.end() ? "" : lacking->second);
    }
    for (const std::string& dataset : datasets)
        context.identity.emplace_back("dataset." + dataset + ".sha256", dataset);
    if (systems.size() > 1) context.identity.emplace_back("own_clicks", "no");
    context.identity.emplace_back("save_masks", "no");
    context.identity.emplace_back("save_logits", "no");
    return context;
}

void set(RunContext& context, const std::string& name, const std::string& value) {
    for (auto& [setting, old] : context.identity) {
        if (setting == name) old = value;
    }
}

// Whether a run of a suite that was begun in one context goes on in another.
void go_on(const RunContext& before, const RunContext& after) {
    const TemporaryFolder folder;
    { const ResultStore store({folder / "box", "box"}, before, false); }
    std::ofstream(folder / "box" / "summary.json") << "old";
    ResultStore(folder / "box").check(after);
    const ResultStore store({folder / "box", "box"}, after, false);
    CHECK(store.context().identity.front() == after.identity.front());
    CHECK_FALSE(std::filesystem::exists(folder / "box" / "summary.json"));
}

}  // namespace

TEST_CASE("a run of a suite may gain systems that do not change its prompts") {
    CHECK_NOTHROW(go_on(context_of({"b", "c"}), context_of({"b", "c", "d"})));
    CHECK_NOTHROW(go_on(context_of({"b", "c"}), context_of({"d", "b", "c"})));
    CHECK_NOTHROW(go_on(context_of({"b"}), context_of({"b", "c"})));
    CHECK_NOTHROW(go_on(context_of({"b"}), context_of({"a", "b"}, {"a"}, {{"a", "point"}})));
}

TEST_CASE("a run of a suite may not gain a system that would give the prompts, nor lose or change one") {
    CHECK_THROWS_WITH(go_on(context_of({"b", "c"}), context_of({"a", "b", "c"})),
                      contains("box: holds results of another run (model was b, c"));
    CHECK_THROWS_WITH(go_on(context_of({"b"}), context_of({"a", "b"})), contains("model was b, now a, b"));
    CHECK_THROWS_WITH(go_on(context_of({"b", "c"}), context_of({"b"})), contains("model was b, c, now b"));
    RunContext changed = context_of({"b", "c"});
    set(changed, "model.sha256.b", "another");
    CHECK_THROWS_WITH(go_on(context_of({"b"}), changed), contains("model.sha256.b was hash of b, now another"));
    RunContext other_grid = context_of({"b", "c"});
    set(other_grid, "grid.b", "original");
    CHECK_THROWS_WITH(go_on(context_of({"b"}), other_grid), contains("grid.b was same, now original"));
}

TEST_CASE("one system with masks does not become several, whose masks lie in other folders") {
    RunContext one = context_of({"b"});
    RunContext two = context_of({"b", "c"});
    set(one, "save_masks", "yes");
    set(two, "save_masks", "yes");
    CHECK_THROWS_WITH(go_on(one, two), contains("model was b, now b, c"));
}

TEST_CASE("a run of a suite may gain data sets, and loses none silently") {
    CHECK_NOTHROW(go_on(context_of({"b"}, {"x"}), context_of({"b"}, {"w", "x"})));
    CHECK_THROWS_WITH(go_on(context_of({"b"}, {"w", "x"}), context_of({"b"}, {"x"})),
                      contains("box: holds results of a data set that this run leaves out (dataset.w"));
}

TEST_CASE("other evaluations do not grow, and lose no data set either") {
    const TemporaryFolder folder;
    { const ResultStore store(folder.path(), context_of({"b"}, {"x", "y"}), false); }
    CHECK_THROWS_WITH(ResultStore(folder.path(), context_of({"b", "c"}, {"x", "y"}), false), contains("model was b"));
    CHECK_THROWS_WITH(ResultStore(folder.path(), context_of({"b"}, {"w", "x", "y"}), false), contains("dataset.w"));
    CHECK_THROWS_WITH(ResultStore(folder.path(), context_of({"b"}, {"x"}), false), contains("dataset.y"));
}
