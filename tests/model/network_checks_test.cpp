#include "network_checks.hpp"

#include "catch.hpp"

using namespace imis;

namespace {

Manifest small_manifest() {
    Manifest manifest;
    manifest.low_res = {4, 6};
    manifest.features = {{8, 2, 3}};
    manifest.probe.predicted_iou = {0.1, 0.2, 0.3};  // three mask tokens
    return manifest;
}

DecoderOutput answer(std::int64_t targets) {
    return {at::zeros({targets, 3, 4, 6}), at::zeros({targets, 3}), at::zeros({targets, 3, 5})};
}

void check(const DecoderOutput& output, std::int64_t targets, std::optional<std::int64_t> semantic_size = {}) {
    check_decoder_shapes(small_manifest(), "mask_decoder.pt", output, targets, semantic_size);
}

}  // namespace

TEST_CASE("a decoder's answer for every target and token fits") {
    CHECK_NOTHROW(check(answer(1), 1));
    CHECK_NOTHROW(check(answer(7), 7, 5));
}

TEST_CASE("a decoder that serves one target at a time is told so") {
    CHECK_THROWS_WITH(check(answer(1), 2),
                      contains("mask_decoder.pt") && contains("for 2 targets has shape [1, 3], not [2, 3]"));
}

TEST_CASE("what a decoder gives is named with the manifest's field") {
    DecoderOutput output = answer(1);
    output.logits = at::zeros({1, 3, 6, 4});
    CHECK_THROWS_WITH(check(output, 1), contains("logits") && contains("'low_res'"));
    output = answer(1);
    output.semantic = at::zeros({1, 1, 5});
    CHECK_THROWS_WITH(check(output, 1), contains("semantic vectors for 1 target has shape [1, 1, 5], not [1, 3, 5]"));
    output.semantic = at::zeros({1, 3});
    CHECK_THROWS_WITH(check(output, 1), contains("has shape [1, 3], not [1, 3, 1]"));
    CHECK_THROWS_WITH(check(answer(1), 1, 6), contains("not [1, 3, 6]") && contains("'categories'"));
}

TEST_CASE("features are counted and measured") {
    const Manifest manifest = small_manifest();
    CHECK_NOTHROW(check_features(manifest, "image_encoder.pt", {at::zeros({1, 8, 2, 3})}));
    CHECK_THROWS_WITH(check_features(manifest, "image_encoder.pt", {at::zeros({1, 8, 3, 2})}),
                      contains("output 0 has shape [1, 8, 3, 2]") && contains("'features'"));
    CHECK_THROWS_WITH(check_features(manifest, "image_encoder.pt", {}), contains("gives 0 tensors, not 1"));
}
