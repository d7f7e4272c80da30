// Masks to start from.
#include <algorithm>
#include <cmath>

#include <ATen/ATen.h>

#include "imis/base/error.hpp"
#include "imis/formats/pictures.hpp"
#include "imis/model/logits_file.hpp"
#include "imis/segmentation/object_answer.hpp"

namespace imis {
namespace {

// Whether the corners of two grids of one size lie at most half a voxel apart.
bool same_place(const VolumeGeometry& a, const VolumeGeometry& b) {
    const double tolerance = std::ranges::min(a.spacing) / 2;  // mm
    for (std::size_t axis = 0; axis <= 3; ++axis) {
        Vector3 corner{};
        if (axis < 3) corner[axis] = a.size[axis] - 1;
        const Vector3 apart = lps_from_index(a, corner) - lps_from_index(b, corner);
        if (std::sqrt(dot(apart, apart)) > tolerance) return false;
    }
    return true;
}

// The slice of a label map on the study's grid.
Mask read_label_slice(const std::filesystem::path& file, const Study& study, const SliceAxes& axes, int slice) {
    const Volume labels = read_volume(file);
    if (labels.geometry.size != study.geometry().size || labels.grey.empty()) {
        throw Error(file.string() + ": must be a label map of " + size_text(study.geometry()) + " voxels, as " +
                    study.input().string());
    }
    if (labels.physical && study.physical() && !same_place(study.geometry(), labels.geometry)) {
        throw Error(file.string() + ": lies elsewhere in the patient than " + study.input().string() +
                    "; resample it to the image's grid");
    }
    Mask mask = Mask::zeros(slice_size(study.geometry(), axes));
    const Image image = slice_image(labels, axes, slice, {0, 1});
    for (std::size_t i = 0; i < mask.pixels.size(); ++i) mask.pixels[i] = image.rgb[3 * i] != 0 ? 1 : 0;
    return mask;
}

Mask read_mask(const std::filesystem::path& file, const Study& study, const SliceAxes& axes, int slice) {
    const Size wanted = slice_size(study.geometry(), axes);
    Mask mask = is_picture(file) ? read_mask_picture(file) : read_label_slice(file, study, axes, slice);
    if (mask.size != wanted) {
        throw Error(file.string() + ": has " + to_string(mask.size) + " pixels, but " + study.input().string() +
                    " has " + to_string(wanted) + "; a mask must have the image's size");
    }
    return mask;
}

}  // namespace

at::Tensor read_start_mask(const std::filesystem::path& file, const Engine& engine, const Study& study,
                           const SliceAxes& axes, int slice, Prompt& first) {
    const Manifest& manifest = engine.manifest();
    check_taken(manifest, {PromptKind::mask});
    at::Tensor logits;
    Mask mask;
    if (file.extension() == ".npy") {
        logits = read_logits(file, manifest.low_res);
        mask = original_mask(engine, engine.placement(slice_size(study.geometry(), axes)), logits.unsqueeze(0));
    } else {
        mask = read_mask(file, study, axes, slice);
        logits = start_logits(manifest, mask);
    }
    if (area(mask) == 0) throw Error(file.string() + ": holds no foreground to start from on this slice");
    if (kinds_of(first).empty()) first = prompt_from_mask(manifest, mask);
    return logits.to(engine.device());
}

}  // namespace imis
