// A program of the core configuration: clicks three times on a disc in a generated image and says how the masks overlap
// with it. Usage: imis_core_check BUNDLE; exit code 1 where the last mask is not close to the disc.
#include <iostream>

#include "imis/base/error.hpp"
#include "imis/interaction/rounds.hpp"
#include "imis/model/bundle.hpp"
#include "imis/model/input_spec.hpp"

using namespace imis;

namespace {

constexpr Size size{90, 120};

Mask disc() {
    Mask mask = Mask::zeros(size);
    for (int y = 0; y < size.height; ++y) {
        for (int x = 0; x < size.width; ++x) {
            const bool inside = (x - 70) * (x - 70) + (y - 40) * (y - 40) <= 20 * 20;
            mask.pixels[static_cast<std::size_t>(y) * size.width + x] = inside ? 1 : 0;
        }
    }
    return mask;
}

Image bright_on_dark(const Mask& mask) {
    Image image{mask.size, {}};
    for (const std::uint8_t pixel : mask.pixels) image.rgb.insert(image.rgb.end(), 3, pixel != 0 ? 200 : 40);
    return image;
}

double last_dice(const Bundle& bundle) {
    const Engine engine(bundle, {.device = "auto"});
    const Mask truth = disc();
    const Mask on_grid = mask_as_placed(truth, engine.manifest().input);
    InteractionTarget target;
    target.original = &truth;
    target.grid = &on_grid;
    target.key = RandomKey(42);
    InteractionOptions options;
    options.first = {PromptKind::point};
    options.rounds = 3;
    options.protocol = make_protocol(engine.manifest(), {});
    const auto outcomes = run_rounds(engine, engine.encode(bright_on_dark(truth)), {&target, 1}, options);
    for (const RoundOutcome& round : outcomes.front().rounds) std::cout << "Dice " << dice(round.overlap) << "\n";
    return dice(outcomes.front().rounds.back().overlap);
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 2) {
        std::cerr << "usage: imis_core_check BUNDLE\n";
        return 2;
    }
    try {
        return last_dice(open_bundle(argv[1])) > 0.9 ? 0 : 1;
    } catch (const std::exception& problem) {
        std::cerr << "imis_core_check: " << reason(problem) << "\n";
        return 1;
    }
}
