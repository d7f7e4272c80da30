// Images made up for measuring, and their simulated interactive segmentation.
#pragma once

#include <memory>
#include <vector>

#include "imis/base/threads.hpp"
#include "imis/bench/bench.hpp"
#include "imis/image/image.hpp"
#include "imis/interaction/rounds.hpp"

namespace imis {

struct GeneratedImage {
    Image image;
    std::vector<Mask> targets;
};

// An image with bright ellipses on a darker, noisy ground, one target each, none overlapping. The same index gives the
// same image. targets: 1 or more; they get smaller the more they are.
[[nodiscard]] GeneratedImage generate_image(Size size, int targets, int index);

// The rounds of such images, as an evaluation runs them, with the prompts of bench_prompts.
class GeneratedWork {
public:
    // engine must outlive the object. Throws UsageError where the targets would be too small to be prompted.
    GeneratedWork(const Engine& engine, const BenchOptions& options);

    // Runs so many images, as many at once as the options say. Returns what was done.
    [[nodiscard]] BenchWork run(int images) const;

    // One image's rounds; observer: as of run_rounds.
    [[nodiscard]] std::vector<TargetOutcome> run_image(const Engine& engine, const GeneratedImage& image,
                                                       const Embedding& embedding, int rounds,
                                                       const RoundObserver& observer = {}) const;

    [[nodiscard]] const std::vector<GeneratedImage>& images() const { return images_; }

private:
    const Engine& engine_;
    std::unique_ptr<ThreadTeam> team_;
    InteractionOptions interaction_;
    std::vector<GeneratedImage> images_;
};

}  // namespace imis
