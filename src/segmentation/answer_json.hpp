// What a line of JSON says about a mask.
#pragma once

#include <nlohmann/json.hpp>

#include "imis/segmentation/mask_answer.hpp"
#include "imis/segmentation/study.hpp"

namespace imis {

// Rounded to so many digits behind the point, for people's eyes.
[[nodiscard]] double rounded(double value, int digits);

// Adds the slice, where the study has any.
void add_slice(nlohmann::ordered_json& json, const Study& study, const SliceAxes& axes, int slice);

// Adds score, category, area_px, area_mm2 (where the study has millimetres) and box (null for an empty mask) of a mask
// on a slice.
void add_answer(nlohmann::ordered_json& json, const Study& study, const SliceAxes& axes, const MaskAnswer& answer);

}  // namespace imis
