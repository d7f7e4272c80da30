#include "manifest_input.hpp"

#include "imis/model/manifest_words.hpp"
#include "manifest_fields.hpp"

namespace imis {
namespace {

Resize read_resize(const JsonFields& fields, Size grid) {
    const Resize resize = read_choice(fields, "resize", resize_words);
    if (resize == Resize::longest_side && grid.height != grid.width) {
        throw fields.error("resize", "is 'longest-side', which needs a square 'input.size'");
    }
    return resize;
}

void read_normalisation(const JsonFields& fields, InputSpec& input) {
    input.normalisation = read_choice_or(fields, "normalisation", Normalisation::mean_std, normalisation_words);
    if (input.normalisation == Normalisation::min_max) {
        for (const char* name : {"mean", "std"}) {
            if (fields.has(name)) throw fields.error(name, "is given, but 'input.normalisation' 'min-max' uses none");
        }
        return;
    }
    input.mean = read_triple(fields, "mean");
    input.std = read_triple(fields, "std");
    for (const float value : input.std) {
        if (!(value > 0)) throw fields.error("std", "must hold numbers above 0");
    }
}

}  // namespace

InputSpec read_input(const JsonFields& fields) {
    fields.check_known({"size", "resize", "interpolation", "channels", "normalisation", "mean", "std", "intensity"});
    InputSpec input;
    input.size = read_size(fields, "size");
    input.resize = read_resize(fields, input.size);
    input.interpolation = read_choice(fields, "interpolation", interpolation_words);
    input.channels = read_choice(fields, "channels", channels_words);
    read_normalisation(fields, input);
    input.intensity = read_choice_or(fields, "intensity", Intensity::none, intensity_words);
    return input;
}

}  // namespace imis
