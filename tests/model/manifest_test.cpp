#include "imis/model/manifest.hpp"

#include "catch.hpp"
#include "copied_bundle.hpp"
#include "imis/base/error.hpp"

using namespace imis;

namespace {

Manifest edited(const std::function<void(nlohmann::json&)>& change) {
    const CopiedBundle copy;
    copy.edit(change);
    return read_manifest(copy.path() / "model.json");
}

// The message with which an edited manifest is refused.
std::string refusal(const std::function<void(nlohmann::json&)>& change) {
    try {
        (void)edited(change);
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
    CHECK(manifest.prompts == PromptKinds{PromptKind::point, PromptKind::box, PromptKind::text, PromptKind::mask});
    CHECK(manifest.history == History::all);
    CHECK(manifest.mask_feedback == MaskFeedback::logits);
    CHECK(manifest.candidates.single_point == std::vector<std::int64_t>{1, 2, 3});
    CHECK(manifest.candidates.otherwise == std::vector<std::int64_t>{0});
    CHECK(manifest.text->sentence == "A segmentation area of a {}.");
    CHECK(manifest.probe.predicted_iou.size() == 4);
}

TEST_CASE("fields that are absent have their defaults") {
    const Manifest manifest = read_manifest(tiny_bundle() / "model.json");
    CHECK(manifest.input.resize == Resize::stretch);
    CHECK(manifest.input.interpolation == Interpolation::nearest_exact);
    CHECK(manifest.input.normalisation == Normalisation::mean_std);
    CHECK(manifest.input.intensity == Intensity::none);
    CHECK(manifest.policy == ClickPolicy::imis);
    CHECK(manifest.grid == ClickGrid::model);
    CHECK(manifest.output.through == OutputPath::input);
    CHECK(manifest.output.activation == MaskActivation::none);
    CHECK(manifest.output.threshold == 0);
    CHECK_FALSE(manifest.candidates.stability.has_value());
}

TEST_CASE("every field of the published families is read") {
    using json = nlohmann::json;
    const Manifest sam2 = edited([](json& m) {
        m["input"]["interpolation"] = "bilinear-antialias";
        m["grid"] = "original";
        m["candidates"]["stability"] = {{"delta", 0.05}, {"threshold", 0.98}, {"fallback", {1, 2, 3}}};
        m["output"] = {{"through", "original"}, {"threshold", 0}};
    });
    CHECK(sam2.input.interpolation == Interpolation::bilinear_antialias);
    CHECK(sam2.grid == ClickGrid::original);
    REQUIRE(sam2.candidates.stability.has_value());
    CHECK(sam2.candidates.stability->delta == 0.05F);
    CHECK(sam2.candidates.stability->threshold == 0.98F);
    CHECK(sam2.candidates.stability->fallback == std::vector<std::int64_t>{1, 2, 3});
    CHECK(sam2.output.through == OutputPath::original);

    const Manifest medsam = edited([](json& m) {
        m["input"].erase("mean");
        m["input"].erase("std");
        m["input"]["normalisation"] = "min-max";
        m["input"]["interpolation"] = "cubic-antialias";
        m["output"] = {{"through", "original"}, {"activation", "sigmoid"}, {"threshold", 0.5}};
    });
    CHECK(medsam.input.normalisation == Normalisation::min_max);
    CHECK(medsam.input.interpolation == Interpolation::cubic_antialias);
    CHECK(medsam.output.activation == MaskActivation::sigmoid);
    CHECK(medsam.output.threshold == 0.5F);

    const Manifest huang = edited([](json& m) {
        m["input"]["resize"] = "longest-side";
        m["input"]["interpolation"] = "bilinear-8bit";
        m["input"]["intensity"] = "percentiles";
    });
    CHECK(huang.input.resize == Resize::longest_side);
    CHECK(huang.input.interpolation == Interpolation::bilinear_8bit);
    CHECK(huang.input.intensity == Intensity::percentiles);

    const Manifest sam_med2d = edited([](json& m) {
        m["input"]["resize"] = "pad-or-stretch";
        m["input"]["interpolation"] = "nearest";
        m["input"]["channels"] = "BGR";
        m["policy"] = "sam-med2d";
        m["history"] = "points";
    });
    CHECK(sam_med2d.input.resize == Resize::pad_or_stretch);
    CHECK(sam_med2d.input.interpolation == Interpolation::nearest);
    CHECK(sam_med2d.input.channels == Channels::bgr);
    CHECK(sam_med2d.policy == ClickPolicy::sam_med2d);
    CHECK(sam_med2d.history == History::points);
    CHECK(edited([](json& m) { m["policy"] = "ritm"; }).policy == ClickPolicy::ritm);
    CHECK(edited([](json& m) { m["policy"] = "cvpr25"; }).policy == ClickPolicy::cvpr25);
}

TEST_CASE("a misspelt field is not passed over") {
    using json = nlohmann::json;
    CHECK_THAT(refusal([](json& m) { m["historie"] = "last"; }),
               contains("'historie' is unknown") && contains("history"));
    CHECK_THAT(refusal([](json& m) { m["input"]["intensty"] = "percentiles"; }),
               contains("'input.intensty' is unknown") && contains("intensity"));
    CHECK_THAT(refusal([](json& m) { m["candidates"]["stabilty"] = json::object(); }),
               contains("'candidates.stabilty'"));
    CHECK_THAT(refusal([](json& m) { m["output"]["activaton"] = "sigmoid"; }), contains("'output.activaton'"));
    CHECK_THAT(refusal([](json& m) { m["modules"]["decoder"] = "mask_decoder.pt"; }), contains("'modules.decoder'"));
}

TEST_CASE("unknown values of the optional fields are named with those that are known") {
    using json = nlohmann::json;
    CHECK_THAT(refusal([](json& m) { m["input"]["interpolation"] = "area"; }),
               contains("'input.interpolation' is 'area'") && contains("bilinear-8bit"));
    CHECK_THAT(refusal([](json& m) { m["input"]["normalisation"] = "z"; }), contains("mean-std, min-max"));
    CHECK_THAT(refusal([](json& m) { m["input"]["intensity"] = "gamma"; }), contains("none, percentiles"));
    CHECK_THAT(refusal([](json& m) { m["policy"] = "best"; }), contains("imis, sam-med2d, ritm, cvpr25"));
    CHECK_THAT(refusal([](json& m) { m["policy"] = 3; }), contains("'policy' must be a string, not a number"));
    CHECK_THAT(refusal([](json& m) { m["grid"] = "image"; }), contains("'grid' is 'image'"));
    CHECK_THAT(refusal([](json& m) { m["output"]["through"] = "grid"; }), contains("input, original"));
    CHECK_THAT(refusal([](json& m) { m["output"]["activation"] = "softmax"; }), contains("none, sigmoid"));
}

TEST_CASE("combinations that cannot be are refused") {
    using json = nlohmann::json;
    CHECK_THAT(refusal([](json& m) {
                   m["input"]["resize"] = "longest-side";
                   m["output"]["through"] = "original";
               }),
               contains("'output.through'") && contains("stretch"));
    CHECK_THAT(refusal([](json& m) {
                   m["input"]["resize"] = "longest-side";
                   m["input"]["size"] = {256, 128};
               }),
               contains("'input.resize'") && contains("square"));
    CHECK_THAT(refusal([](json& m) { m["input"]["normalisation"] = "min-max"; }),
               contains("'input.mean'") && contains("min-max"));
    CHECK_THAT(refusal([](json& m) { m["output"]["activation"] = "sigmoid"; }), contains("'output.threshold'"));
    const auto stability = [](json rule) { return refusal([=](json& m) { m["candidates"]["stability"] = rule; }); };
    CHECK_THAT(stability({{"delta", 0.05}, {"threshold", 0.98}}),
               contains("'candidates.stability.fallback' is missing"));
    CHECK_THAT(stability({{"delta", 0.05}, {"threshold", 0.98}, {"fallback", json::array()}}),
               contains("'candidates.stability.fallback'"));
    CHECK_THAT(stability({{"delta", -1}, {"threshold", 0.98}, {"fallback", {1}}}),
               contains("'candidates.stability.delta'"));
    CHECK_THAT(stability({{"delta", 0}, {"threshold", 98}, {"fallback", {1}}}),
               contains("'candidates.stability.threshold'"));
}

TEST_CASE("every mistake in a manifest is named with its field") {
    using json = nlohmann::json;
    CHECK_THAT(refusal([](json& m) { m.erase("input"); }), contains("'input' is missing"));
    CHECK_THAT(refusal([](json& m) { m["input"].erase("mean"); }), contains("'input.mean' is missing"));
    CHECK_THAT(refusal([](json& m) { m["schema"] = 2; }), contains("'schema' is 2"));
    CHECK_THAT(refusal([](json& m) { m["name"] = 7; }), contains("'name' must be a string, not a number"));
    CHECK_THAT(refusal([](json& m) { m["input"]["size"] = {256}; }), contains("[height, width]"));
    CHECK_THAT(refusal([](json& m) { m["input"]["size"] = {256, -1}; }), contains("'input.size'"));
    CHECK_THAT(refusal([](json& m) { m["input"]["std"] = {1, 0, 1}; }), contains("'input.std'"));
    CHECK_THAT(refusal([](json& m) { m["input"]["resize"] = "crop"; }), contains("'crop'") && contains("stretch"));
    CHECK_THAT(refusal([](json& m) { m["history"] = "some"; }), contains("last, points, all"));
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
