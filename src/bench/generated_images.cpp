#include "generated_images.hpp"

#include <algorithm>
#include <atomic>
#include <cmath>

#include "imis/base/error.hpp"
#include "imis/base/random.hpp"
#include "imis/base/threads.hpp"
#include "imis/model/input_spec.hpp"

namespace imis {
namespace {

// Different images that are kept in memory; more are the same again.
constexpr int most_images = 8;

struct Ellipse {
    double x = 0;
    double y = 0;
    double across = 1;
    double down = 1;

    [[nodiscard]] bool covers(int column, int row) const {
        const double dx = (column - x) / across;
        const double dy = (row - y) / down;
        return dx * dx + dy * dy <= 1;
    }
};

// How many cells an image is parted into, across and down: one for each target, or some more.
int columns_of(int targets) {
    return static_cast<int>(std::ceil(std::sqrt(targets)));
}
int rows_of(int targets) {
    return (targets + columns_of(targets) - 1) / columns_of(targets);
}

// Throws UsageError where targets would have no pixel, or hardly one, in an image of this size.
void check_room(Size size, int targets, const std::string& what) {
    constexpr int least = 4;  // pixels of a cell's side
    if (size.width / columns_of(targets) >= least && size.height / rows_of(targets) >= least) return;
    throw UsageError(what + " of " + to_string(size) + " pixels has no room for " + std::to_string(targets) +
                         " targets; choose fewer of them, or a larger size",
                     {"targets", "image size"});
}

// One ellipse in each cell, with some room around it.
std::vector<Ellipse> place_ellipses(Size size, int targets, const RandomKey& key) {
    const int columns = columns_of(targets);
    const int rows = rows_of(targets);
    const double width = static_cast<double>(size.width) / columns;
    const double height = static_cast<double>(size.height) / rows;
    std::vector<Ellipse> ellipses;
    for (int i = 0; i < targets; ++i) {
        const RandomKey own = key.with(i);
        ellipses.push_back({(i % columns + 0.5) * width, (i / columns + 0.5) * height,
                            std::max(1.0, width * (0.2 + 0.25 * own.uniform(0))),
                            std::max(1.0, height * (0.2 + 0.25 * own.uniform(1)))});
    }
    return ellipses;
}

Mask draw(const Ellipse& ellipse, Size size) {
    Mask mask = Mask::zeros(size);
    for (int y = 0; y < size.height; ++y) {
        for (int x = 0; x < size.width; ++x) {
            mask.pixels[static_cast<std::size_t>(y) * size.width + x] = ellipse.covers(x, y) ? 1 : 0;
        }
    }
    return mask;
}

Image shade(const std::vector<Mask>& targets, Size size, const RandomKey& key) {
    Image image{size, std::vector<std::uint8_t>(3 * static_cast<std::size_t>(size.area()))};
    for (std::size_t pixel = 0; pixel < image.rgb.size() / 3; ++pixel) {
        const bool covered = std::ranges::any_of(targets, [&](const Mask& mask) { return mask.pixels[pixel] != 0; });
        const double noise = 30 * key.uniform(pixel);
        std::fill_n(image.rgb.begin() + static_cast<std::ptrdiff_t>(3 * pixel), 3,
                    static_cast<std::uint8_t>((covered ? 180 : 60) + noise));
    }
    return image;
}

InteractionOptions interaction_of(const Manifest& manifest, int rounds) {
    const BenchPrompts prompts = bench_prompts(manifest, rounds);
    InteractionOptions interaction;
    interaction.first = prompts.first;
    interaction.rounds = prompts.rounds;
    interaction.protocol = make_protocol(manifest, {});
    return interaction;
}

}  // namespace

GeneratedImage generate_image(Size size, int targets, int index) {
    const RandomKey key = RandomKey(42).with("generated image").with(index);
    GeneratedImage made;
    for (const Ellipse& ellipse : place_ellipses(size, targets, key)) made.targets.push_back(draw(ellipse, size));
    made.image = shade(made.targets, size, key.with("noise"));
    return made;
}

GeneratedWork::GeneratedWork(const Engine& engine, const BenchOptions& options)
    : engine_(engine),
      team_(std::make_unique<ThreadTeam>(std::min(options.threads, options.images))),
      interaction_(interaction_of(engine.manifest(), options.rounds)) {
    check_room(options.image_size, options.targets, "an image");
    check_room(engine.placement(options.image_size).content, options.targets, "the image's part of the model grid");
    for (int i = 0; i < std::min(options.images, most_images); ++i) {
        images_.push_back(generate_image(options.image_size, options.targets, i));
    }
}

BenchWork GeneratedWork::run(int images) const {
    const auto count = static_cast<std::size_t>(images);
    // Each thread begins with an image of its own, so that a run of as many images as threads warms all of them.
    std::atomic<std::size_t> next{static_cast<std::size_t>(team_->count())};
    std::atomic<std::int64_t> mask_rounds{0};
    team_->run([&](int number) {
        if (number > 0) use_own_stream(engine_.device());
        for (auto i = static_cast<std::size_t>(number); i < count; i = next++) {
            const StageScope stage(Stage::image);
            const GeneratedImage& image = images_[i % images_.size()];
            const Embedding embedding = engine_.encode(image.image);
            const auto outcomes = run_image(engine_, image, embedding, interaction_.rounds);
            for (const TargetOutcome& outcome : outcomes)
                mask_rounds += static_cast<std::int64_t>(outcome.rounds.size());
        }
    });
    return {static_cast<std::int64_t>(count), mask_rounds};
}

std::vector<TargetOutcome> GeneratedWork::run_image(const Engine& engine, const GeneratedImage& image,
                                                    const Embedding& embedding, int rounds,
                                                    const RoundObserver& observer) const {
    std::vector<Mask> on_grid;
    if (interaction_.protocol.grid == ClickGrid::model) {
        const StageScope stage(Stage::preprocess);
        for (const Mask& mask : image.targets) on_grid.push_back(mask_as_placed(mask, engine.manifest().input));
    }
    std::vector<InteractionTarget> targets(image.targets.size());
    for (std::size_t i = 0; i < targets.size(); ++i) {
        targets[i].original = &image.targets[i];
        targets[i].grid = on_grid.empty() ? &image.targets[i] : &on_grid[i];
        targets[i].key = RandomKey(42).with(static_cast<std::int64_t>(i));
    }
    InteractionOptions interaction = interaction_;
    interaction.rounds = rounds;
    return run_rounds(engine, embedding, targets, interaction, observer);
}

}  // namespace imis
