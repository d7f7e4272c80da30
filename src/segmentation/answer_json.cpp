#include "answer_json.hpp"

#include <cmath>

namespace imis {

double rounded(double value, int digits) {
    const double scale = std::pow(10.0, digits);
    return std::round(value * scale) / scale;
}

void add_slice(nlohmann::ordered_json& json, const Study& study, const SliceAxes& axes, int slice) {
    if (study.has_slices()) json["slice"] = study.slice_name(axes, slice);
}

void add_answer(nlohmann::ordered_json& json, const Study& study, const SliceAxes& axes, const MaskAnswer& answer) {
    json["score"] = rounded(answer.score, 6);
    json["category"] = nlohmann::ordered_json::array();
    for (const CategoryGuess& guess : answer.categories) {
        json["category"].push_back({{"name", guess.name}, {"probability", rounded(guess.probability, 6)}});
    }
    const std::int64_t pixels = area(answer.mask);
    json["area_px"] = pixels;
    if (study.physical()) {
        const Vector3& spacing = study.geometry().spacing;
        const double pixel = spacing[static_cast<std::size_t>(axes.x)] * spacing[static_cast<std::size_t>(axes.y)];
        json["area_mm2"] = rounded(static_cast<double>(pixels) * pixel, 3);
    }
    json["box"] = nullptr;
    if (pixels == 0) return;
    const Box box = tight_box(answer.mask);
    json["box"] = {static_cast<int>(box.x0), static_cast<int>(box.y0), static_cast<int>(box.x1),
                   static_cast<int>(box.y1)};
}

}  // namespace imis
