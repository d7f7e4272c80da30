#include "output_shapes.hpp"

#include <sstream>

#include "bundle_errors.hpp"

namespace imis {
namespace {

std::string shape_text(at::IntArrayRef shape) {
    std::ostringstream text;
    text << shape;
    return text.str();
}

void check_shape(const std::filesystem::path& file, const at::Tensor& tensor, std::vector<std::int64_t> expected,
                 const std::string& what, const std::string& field) {
    if (tensor.sizes() != at::IntArrayRef(expected)) {
        throw misfit(file, what + " has shape " + shape_text(tensor.sizes()) + ", not " + shape_text(expected), field);
    }
}

}  // namespace

void check_decoder_shapes(const Manifest& manifest, const std::filesystem::path& file, const DecoderOutput& output,
                          std::int64_t targets, std::optional<std::int64_t> semantic_size) {
    const auto tokens = static_cast<std::int64_t>(manifest.probe.predicted_iou.size());
    const std::string of_targets = " for " + std::to_string(targets) + (targets == 1 ? " target" : " targets");
    check_shape(file, output.predicted_iou, {targets, tokens}, "the predicted IoU" + of_targets, "probe.predicted_iou");
    check_shape(file, output.logits, {targets, tokens, manifest.low_res.height, manifest.low_res.width},
                "the array of logits" + of_targets, "low_res");
    const std::int64_t given = output.semantic.dim() == 3 ? output.semantic.size(2) : 1;
    check_shape(file, output.semantic, {targets, tokens, semantic_size.value_or(given)},
                "the array of semantic vectors" + of_targets, semantic_size ? "categories" : "probe.predicted_iou");
}

void check_features(const Manifest& manifest, const std::filesystem::path& file,
                    const std::vector<at::Tensor>& features) {
    if (features.size() != manifest.features.size()) {
        throw misfit(
            file,
            "gives " + std::to_string(features.size()) + " tensors, not " + std::to_string(manifest.features.size()),
            "features");
    }
    for (std::size_t i = 0; i < features.size(); ++i) {
        std::vector<std::int64_t> expected = manifest.features[i];
        expected.insert(expected.begin(), 1);
        check_shape(file, features[i], expected, "output " + std::to_string(i), "features");
    }
}

}  // namespace imis
