// Results as lines of JSON.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "imis/segmentation/segmentation.hpp"

namespace imis {

// One line of JSON for an object (docs/segment.md, "Result lines"): a line for each prompted slice, or where masks were
// propagated one for all. output: where the mask was written; empty for nowhere.
[[nodiscard]] std::vector<std::string> result_lines(const Study& study, const SegmentedObject& object,
                                                    const std::filesystem::path& output, bool propagated);

// One line for a candidate of a prompted slice; number counts from 1.
[[nodiscard]] std::string candidate_line(const Study& study, const SegmentedObject& object, int slice, int number,
                                         const MaskAnswer& candidate, const std::filesystem::path& output);

}  // namespace imis
