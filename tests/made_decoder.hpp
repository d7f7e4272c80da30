// The embedded model with a mask decoder that answers what a test wants.
#pragma once

#include <fstream>
#include <iterator>
#include <string>

#include <torch/csrc/jit/api/module.h>

#include "copied_bundle.hpp"
#include "imis/model/engine.hpp"

namespace imis {

// value: a TorchScript expression for a tensor [n] that every logit of a target has, from n, features, sparse and
// dense. probe_value: what it gives for the probe (one point, features of zeros). All predicted IoU are 0.
class MadeDecoder {
public:
    MadeDecoder(const std::string& value, double probe_value) {
        const Manifest manifest = read_manifest(bundle_.path() / "model.json");
        torch::jit::Module decoder("Decoder");
        decoder.define(
            "def forward(self, features: List[Tensor], sparse: Tensor, dense: Tensor, text: Optional[Tensor]) -> "
            "Tuple[Tensor, Tensor, Tensor]:\n"
            "    n = sparse.size(0)\n"
            "    value = " +
            value +
            "\n"
            "    logits = value.view([-1, 1, 1, 1]).expand([n, 4, " +
            std::to_string(manifest.low_res.height) + ", " + std::to_string(manifest.low_res.width) +
            "]).contiguous()\n"
            "    return logits, torch.zeros([n, 4]), torch.zeros([n, 4, 64])\n");
        decoder.save((bundle_.path() / "made.pt").string());
        std::ifstream written(bundle_.path() / "made.pt", std::ios::binary);
        bundle_.replace("mask_decoder.pt", std::string(std::istreambuf_iterator<char>(written), {}));
        bundle_.edit([&](nlohmann::json& json) {
            json["probe"] = {{"predicted_iou", {0.0, 0.0, 0.0, 0.0}}, {"logits_mean", probe_value}};
        });
    }

    [[nodiscard]] std::filesystem::path path() const { return bundle_.path(); }

private:
    CopiedBundle bundle_;
};

}  // namespace imis
