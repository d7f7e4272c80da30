#include "manifest_input.hpp"

#include "manifest_fields.hpp"

namespace imis {
namespace {

Resize read_resize(const JsonFields& fields, Size grid) {
    const auto resize = read_choice<Resize>(fields, "resize",
                                            {{"stretch", Resize::stretch},
                                             {"longest-side", Resize::longest_side},
                                             {"pad-or-stretch", Resize::pad_or_stretch}});
    if (resize == Resize::longest_side && grid.height != grid.width) {
        throw fields.error("resize", "is 'longest-side', which needs a square 'input.size'");
    }
    return resize;
}

Interpolation read_interpolation(const JsonFields& fields) {
    return read_choice<Interpolation>(fields, "interpolation",
                                      {{"nearest-exact", Interpolation::nearest_exact},
                                       {"nearest", Interpolation::nearest},
                                       {"bilinear-8bit", Interpolation::bilinear_8bit},
                                       {"bilinear-antialias", Interpolation::bilinear_antialias},
                                       {"cubic-antialias", Interpolation::cubic_antialias}});
}

void read_normalisation(const JsonFields& fields, InputSpec& input) {
    input.normalisation =
        read_choice_or<Normalisation>(fields, "normalisation", Normalisation::mean_std,
                                      {{"mean-std", Normalisation::mean_std}, {"min-max", Normalisation::min_max}});
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
    input.interpolation = read_interpolation(fields);
    input.channels = read_choice<Channels>(fields, "channels", {{"RGB", Channels::rgb}, {"BGR", Channels::bgr}});
    read_normalisation(fields, input);
    input.intensity = read_choice_or<Intensity>(fields, "intensity", Intensity::none,
                                                {{"none", Intensity::none}, {"percentiles", Intensity::percentiles}});
    return input;
}

}  // namespace imis
