#include "bench_options.hpp"

#include <charconv>
#include <optional>

#include "imis/base/error.hpp"
#include "options.hpp"

namespace imis {
namespace {

// A side of an image, 16 pixels or more, from all of `digits`.
std::optional<int> side_of(std::string_view digits) {
    int side = 0;
    const auto [end, code] = std::from_chars(digits.data(), digits.data() + digits.size(), side);
    const bool whole = code == std::errc{} && end == digits.data() + digits.size();
    return whole && side >= 16 && side <= 32768 ? std::optional(side) : std::nullopt;
}

// "512" or "HEIGHTxWIDTH".
Size parse_image_size(const std::string& words) {
    const auto cross = words.find('x');
    const auto height = side_of(std::string_view(words).substr(0, cross));
    const auto width = cross == std::string::npos ? height : side_of(std::string_view(words).substr(cross + 1));
    if (!height || !width) {
        throw UsageError("--image-size '" + words +
                         "' is not a size; give a side of 16 to 32768 pixels, or HEIGHTxWIDTH");
    }
    return {*height, *width};
}

void add_count(CLI::App& app, const std::string& option, int& value, int least, const std::string& help) {
    app.add_option(option, value, help)->check(CLI::Range(least, 10000))->capture_default_str()->type_name("N");
}

}  // namespace

void add_bench_options(CLI::App& app, BenchOptions& options) {
    app.add_option("-m,--model", options.model, "Folder of a model bundle")->required();
    add_parsed(app, "--image-size", options.image_size, parse_image_size, "Size of generated images: N or HEIGHTxWIDTH")
        ->default_str("512")
        ->type_name("SIZE");
    add_count(app, "--targets", options.targets, 1, "Targets on each generated image");
    add_count(app, "--rounds", options.rounds, 1, "Rounds of interaction; 1 where the model takes no points");
    add_count(app, "--images", options.images, 1, "Number of images");
    add_count(app, "--threads", options.threads, 1, "Images computed at once");
    add_count(app, "--batch", options.batch, 0, "Targets decoded together; 0: as an evaluation does on this device");
    app.add_option("--device", options.device, device_names())->capture_default_str();
    add_choice(app, "--precision", options.precision, precision_words, precision_help)->default_str("auto");
    app.add_flag("--parity", options.parity, "Compare features, logits and masks with those of the CPU in fp32, too");
    app.add_flag("--json", options.json, "Print one JSON object");
}

}  // namespace imis
