#include "imis/segmentation/result_lines.hpp"

#include <algorithm>
#include <array>
#include <limits>

#include "answer_json.hpp"

namespace imis {
namespace {

using Json = nlohmann::ordered_json;

Json start_line(const Study& study, const SegmentedObject& object) {
    Json line;
    line["object"] = object.name;
    line["image"] = study.input().string();
    return line;
}

std::string finish(Json& line, const std::filesystem::path& output) {
    if (!output.empty()) line["output"] = output.string();
    // Names from the command line may be no UTF-8.
    return line.dump(-1, ' ', false, Json::error_handler_t::replace);
}

// Voxels of a propagated object, and the box around them: first and last i, j, k.
struct Extent {
    std::int64_t voxels = 0;
    std::array<int, 3> first{};
    std::array<int, 3> last{};
};

Extent extent_of(const SegmentedObject& object) {
    Extent extent;
    extent.first.fill(std::numeric_limits<int>::max());
    extent.last.fill(-1);
    for (const auto& [slice, answer] : object.slices) {
        const Mask& mask = answer.best.mask;
        if (area(mask) == 0) continue;
        extent.voxels += area(mask);
        const Box box = tight_box(mask);
        const auto low = voxel_of(object.axes, slice, static_cast<int>(box.x0), static_cast<int>(box.y0));
        const auto high = voxel_of(object.axes, slice, static_cast<int>(box.x1), static_cast<int>(box.y1));
        for (std::size_t axis = 0; axis < 3; ++axis) {
            extent.first[axis] = std::min(extent.first[axis], low[axis]);
            extent.last[axis] = std::max(extent.last[axis], high[axis]);
        }
    }
    return extent;
}

void add_extent(Json& line, const Study& study, const Extent& extent) {
    line["voxels"] = extent.voxels;
    if (study.physical()) {
        const Vector3& spacing = study.geometry().spacing;
        const double voxel = spacing[0] * spacing[1] * spacing[2];  // mm3
        line["volume_ml"] = rounded(static_cast<double>(extent.voxels) * voxel / 1000, 4);
    }
    line["box"] = nullptr;
    if (extent.voxels == 0) return;
    line["box"] = extent.first;
    for (const int index : extent.last) line["box"].push_back(index);
}

std::string propagated_line(const Study& study, const SegmentedObject& object, const std::filesystem::path& output) {
    Json line = start_line(study, object);
    line["slice"] = Json::array();
    for (const int slice : object.prompted) line["slice"].push_back(study.slice_name(object.axes, slice));
    line["slices"] = {object.slices.begin()->first, object.slices.rbegin()->first};
    // The prompted slice says best what the object is.
    const MaskAnswer& first = object.slices.at(object.prompted.front()).best;
    add_answer(line, study, object.axes, first);
    for (const char* of_one_slice : {"area_px", "area_mm2", "box"}) line.erase(of_one_slice);
    double lowest = first.score;
    double encode = 0;
    double decode = 0;
    for (const auto& [slice, answer] : object.slices) {
        lowest = std::min(lowest, answer.best.score);
        encode += answer.encode_seconds;
        decode += answer.decode_seconds;
    }
    line["lowest_score"] = rounded(lowest, 6);
    add_extent(line, study, extent_of(object));
    line["encode_s"] = rounded(encode, 4);
    line["decode_s"] = rounded(decode, 4);
    return finish(line, output);
}

std::string slice_line(const Study& study, const SegmentedObject& object, int slice,
                       const std::filesystem::path& output) {
    const ObjectAnswer& answer = object.slices.at(slice);
    Json line = start_line(study, object);
    add_slice(line, study, object.axes, slice);
    add_answer(line, study, object.axes, answer.best);
    line["encode_s"] = rounded(answer.encode_seconds, 4);
    line["decode_s"] = rounded(answer.decode_seconds, 4);
    return finish(line, output);
}

}  // namespace

std::vector<std::string> result_lines(const Study& study, const SegmentedObject& object,
                                      const std::filesystem::path& output, bool propagated) {
    if (propagated) return {propagated_line(study, object, output)};
    std::vector<std::string> lines;
    for (const int slice : object.prompted) lines.push_back(slice_line(study, object, slice, output));
    return lines;
}

std::string candidate_line(const Study& study, const SegmentedObject& object, int slice, int number,
                           const MaskAnswer& candidate, const std::filesystem::path& output) {
    Json line = start_line(study, object);
    add_slice(line, study, object.axes, slice);
    line["candidate"] = number;
    line["chosen"] = candidate.chosen;
    add_answer(line, study, object.axes, candidate);
    return finish(line, output);
}

}  // namespace imis
