// What can't be evaluated is skipped with its reason, and all else is evaluated.
#include <algorithm>
#include <csignal>
#include <fstream>
#include <map>
#include <numeric>
#include <set>
#include <sstream>

#include <ATen/ATen.h>

#include "catch.hpp"
#include "imis/base/error.hpp"
#include "imis/base/interrupt.hpp"
#include "imis/base/log.hpp"
#include "imis/base/npy.hpp"
#include "imis/evaluation/context.hpp"
#include "imis/formats/pictures.hpp"
#include "imis/metrics/overlap.hpp"
#include "made_decoder.hpp"
#include "phantom_run.hpp"
#include "test_data.hpp"

using namespace imis;

namespace fs = std::filesystem;

TEST_CASE("bad items are skipped with a reason that names the file, the others are evaluated") {
    PhantomRun run;
    cut_in_half(run.image(0));
    std::ofstream(run.label(1)) << "PK no zip";
    run.evaluate();
    REQUIRE(run.skips.size() == 2);
    CHECK_THAT(run.skips[0].reason, contains(run.image(0).filename().string()));
    CHECK_THAT(run.skips[1].reason, contains(run.label(1).filename().string()));
    REQUIRE_FALSE(run.rounds.empty());
    for (const StoredRound& round : run.rounds) CHECK(round.image == run.image(2).stem().string());
}

TEST_CASE("a bad item is done again by the next run, the finished ones are not") {
    PhantomRun run;
    const std::string good = PhantomRun().evaluate();
    const fs::path kept = run.image(0).string() + ".kept";
    fs::copy(run.image(0), kept);
    cut_in_half(run.image(0));
    run.evaluate();
    REQUIRE(run.skips.size() == 1);
    fs::rename(kept, run.image(0));
    Progress last;
    CHECK(run.evaluate(tiny_engine(), [&](const Progress& progress) { last = progress; }) == good);
    CHECK(run.skips.empty());
    CHECK(last.resumed == run.image_count() - 1);
    CHECK(last.done == run.image_count());
}

TEST_CASE("a strict run stops at the first bad item") {
    PhantomRun run;
    cut_in_half(run.image(0));
    run.options.strict = true;
    CHECK_THROWS_WITH(run.evaluate(), contains(run.image(0).filename().string()) && contains("strict"));
}

TEST_CASE("an item whose path leaves the folder is skipped") {
    PhantomRun run;
    run.edit_dataset([](nlohmann::json& json) { json["test"][0]["image"] = "../elsewhere.png"; });
    run.evaluate();
    REQUIRE(run.skips.size() == 1);
    CHECK_THAT(run.skips[0].reason, contains("elsewhere.png"));
}

TEST_CASE("a class without a text name is skipped under text prompts alone") {
    PhantomRun run;
    run.edit_dataset([](nlohmann::json& json) {
        for (auto& [number, name] : json["labels"].items()) {
            if (number == "1") name = "unheard of organ";
        }
    });
    run.options.prompt = {PromptKind::text};
    CHECK_FALSE(run.evaluate().empty());
    REQUIRE_FALSE(run.skips.empty());
    CHECK(run.skips[0].target == "unheard of organ");
    CHECK_THAT(run.skips[0].reason, contains("no text name"));
    run.options.prompt = {PromptKind::box};
    run.options.output += "-box";
    run.evaluate();
    CHECK(run.skips.empty());
}

TEST_CASE("only wanted targets are scored, and images without them are not bad") {
    PhantomRun run;
    run.options.only_targets = {"liver"};
    run.evaluate();
    REQUIRE_FALSE(run.rounds.empty());
    for (const StoredRound& round : run.rounds) CHECK(round.result.target == "liver");
    CHECK(run.skips.empty());
}

TEST_CASE("a target of which the model's grid keeps no pixel is skipped") {
    PhantomRun run;
    write_mask_png(run.data() / "image" / "large.png", Mask::zeros({600, 600}));
    fs::copy(fixture("npz/one_pixel.(2, 600, 600, 1).npz"), run.data() / "label" / "large.(2, 600, 600, 1).npz");
    run.edit_dataset([](nlohmann::json& json) {
        json["labels"] = {{"1", "dot"}, {"2", "block"}};
        json["test"] = {{{"image", "image/large.png"}, {"label", "label/large.(2, 600, 600, 1).npz"}}};
    });
    run.options.rounds = 1;
    run.evaluate();
    REQUIRE(run.skips.size() == 1);
    CHECK(run.skips[0].target == "dot");
    CHECK_THAT(run.skips[0].reason, contains("no pixel is left on the model's grid"));
    REQUIRE(run.rounds.size() == 1);
    CHECK(run.rounds[0].result.target == "block");
}

TEST_CASE("a model whose logits are not finite has its targets skipped, not scored") {
    // The probe, whose features are zeros, is answered as recorded.
    const MadeDecoder decoder("torch.full([n], 0.0 if bool((features[0] == 0).all()) else float('nan'))", 0);
    const Engine engine(open_bundle(decoder.path()), {.device = "cpu"});
    PhantomRun run;
    run.options.limit = 1;
    CHECK(run.evaluate(engine).empty());
    REQUIRE_FALSE(run.skips.empty());
    CHECK_THAT(run.skips[0].reason, contains("not finite"));
}
