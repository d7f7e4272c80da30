#include "parity.hpp"

#include <algorithm>
#include <cmath>

#include <ATen/ATen.h>

#include "imis/metrics/overlap.hpp"

namespace imis {
namespace {

// What an engine gives for one image, on the CPU in float32.
struct Answer {
    std::vector<at::Tensor> features;
    at::Tensor low_res;  // [T, h, w]
    at::Tensor masks;    // bool [T, height, width]
    std::vector<double> predicted_iou;
};

at::Tensor on_host(const at::Tensor& tensor) {
    return tensor.to(at::kCPU, at::kFloat);
}

Answer answer_of(const Engine& engine, const GeneratedWork& work, const GeneratedImage& image) {
    Answer answer;
    const Embedding embedding = engine.encode(image.image);
    for (const at::Tensor& feature : embedding.features) answer.features.push_back(on_host(feature));
    std::vector<at::Tensor> low_res(image.targets.size());
    std::vector<at::Tensor> masks(image.targets.size());
    const auto keep = [&](int, std::span<const std::size_t> targets, const at::Tensor& mask, const at::Tensor& logits) {
        for (std::size_t i = 0; i < targets.size(); ++i) {
            low_res[targets[i]] = on_host(logits[static_cast<std::int64_t>(i)]);
            masks[targets[i]] = mask[static_cast<std::int64_t>(i)].to(at::kCPU);
        }
    };
    for (const TargetOutcome& outcome : work.run_image(engine, image, embedding, 1, keep)) {
        answer.predicted_iou.push_back(outcome.rounds.front().predicted_iou);
    }
    answer.low_res = at::stack(low_res);
    answer.masks = at::stack(masks);
    return answer;
}

double largest(const at::Tensor& values) {
    return values.abs().max().item<double>();
}

void compare_masks(const at::Tensor& mask, const at::Tensor& expected, Parity& parity) {
    const auto pixels = [](const at::Tensor& counted) { return counted.sum().item<std::int64_t>(); };
    ++parity.masks;
    if (at::equal(mask, expected)) return;
    ++parity.unequal_masks;
    parity.lowest_dice =
        std::min(parity.lowest_dice, dice({pixels(mask.bitwise_and(expected)), pixels(mask), pixels(expected)}));
}

void compare(const Answer& answer, const Answer& expected, Parity& parity) {
    for (std::size_t i = 0; i < answer.features.size(); ++i) {
        parity.features_max_abs = std::max(parity.features_max_abs, largest(answer.features[i] - expected.features[i]));
        parity.features_scale = std::max(parity.features_scale, largest(expected.features[i]));
    }
    parity.logits_max_abs = std::max(parity.logits_max_abs, largest(answer.low_res - expected.low_res));
    for (std::size_t i = 0; i < answer.predicted_iou.size(); ++i) {
        parity.predicted_iou_max_abs =
            std::max(parity.predicted_iou_max_abs, std::abs(answer.predicted_iou[i] - expected.predicted_iou[i]));
        const auto target = static_cast<std::int64_t>(i);
        compare_masks(answer.masks[target], expected.masks[target], parity);
    }
}

}  // namespace

Parity compare_with_cpu(const Engine& engine, const Bundle& bundle, const GeneratedWork& work) {
    std::vector<Answer> answers;
    for (const GeneratedImage& image : work.images()) answers.push_back(answer_of(engine, work, image));
    const Engine reference(bundle, {.device = "cpu", .batch = static_cast<int>(engine.batch_size())});
    Parity parity;
    for (std::size_t i = 0; i < answers.size(); ++i) {
        compare(answers[i], answer_of(reference, work, work.images()[i]), parity);
    }
    return parity;
}

}  // namespace imis
