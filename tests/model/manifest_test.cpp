#include "imis/model/manifest.hpp"

#include "catch.hpp"
#include "copied_bundle.hpp"
#include "imis/base/error.hpp"

using namespace imis;

namespace {

// The message with which an edited manifest is refused.
std::string refusal(const std::function<void(nlohmann::json&)>& change) {
    const CopiedBundle copy;
    copy.edit(change);
    try {
        (void)read_manifest(copy.path() / "model.json");
    } catch (const Error& problem) {
        return problem.what();
    }
    return "accepted";
}

}  // namespace

TEST_CASE("the embedded bundle's manifest is read whole") {
    const Manifest manifest = read_manifest(tiny_bundle() / "model.json");
    CHECK(manifest.input.size.height == manifest.input.size.width);
    CHECK(manifest.features.size() == 3);
    CHECK(manifest.input.std[0] == Approx(58.395));
    CHECK(manifest.prompts.point);
    CHECK(manifest.prompts.box);
    CHECK(manifest.prompts.text);
    CHECK(manifest.prompts.mask);
    CHECK(manifest.history == History::all);
    CHECK(manifest.mask_feedback == MaskFeedback::logits);
    CHECK(manifest.candidates.single_point == std::vector<std::int64_t>{1, 2, 3});
    CHECK(manifest.candidates.otherwise == std::vector<std::int64_t>{0});
    CHECK(manifest.text->sentence == "A segmentation area of a {}.");
    CHECK(manifest.probe.predicted_iou.size() == 4);
}

TEST_CASE("every mistake in a manifest is named with its field") {
    using json = nlohmann::json;
    CHECK_THAT(refusal([](json& m) { m.erase("input"); }), contains("'input' is missing"));
    CHECK_THAT(refusal([](json& m) { m["input"].erase("mean"); }), contains("'input.mean' is missing"));
    CHECK_THAT(refusal([](json& m) { m["schema"] = 2; }), contains("'schema' is 2"));
    CHECK_THAT(refusal([](json& m) { m["name"] = 7; }), contains("'name' has the wrong type"));
    CHECK_THAT(refusal([](json& m) { m["input"]["size"] = {256}; }), contains("[height, width]"));
    CHECK_THAT(refusal([](json& m) { m["input"]["size"] = {256, -1}; }), contains("'input.size'"));
    CHECK_THAT(refusal([](json& m) { m["input"]["std"] = {1, 0, 1}; }), contains("'input.std'"));
    CHECK_THAT(refusal([](json& m) { m["input"]["resize"] = "crop"; }), contains("'crop'") && contains("stretch"));
    CHECK_THAT(refusal([](json& m) { m["history"] = "some"; }), contains("all, last"));
    CHECK_THAT(refusal([](json& m) { m["prompts"]["mask"] = false; }), contains("'mask_feedback'"));
    CHECK_THAT(refusal([](json& m) { m["text"] = nullptr; }), contains("'prompts.text' is true"));
    CHECK_THAT(refusal([](json& m) { m["text"]["template"] = "no place"; }), contains("'text.template'"));
    CHECK_THAT(refusal([](json& m) { m["modules"].erase("mask_decoder"); }), contains("'modules.mask_decoder'"));
    CHECK_THAT(refusal([](json& m) { m["modules"]["mask_decoder"] = "other.pt"; }), contains("'files' does not list"));
    CHECK_THAT(refusal([](json& m) { m["candidates"]["otherwise"] = json::array(); }),
               contains("'candidates.otherwise'"));
    CHECK_THAT(refusal([](json& m) { m["files"]["../x"] = json::object(); }), contains("outside the bundle"));
}

TEST_CASE("a manifest that is not JSON says so") {
    const TemporaryFolder folder;
    std::ofstream(folder / "model.json") << "{ \"schema\": 1, ";
    CHECK_THROWS_WITH(read_manifest(folder / "model.json"), contains("not valid JSON"));
}
