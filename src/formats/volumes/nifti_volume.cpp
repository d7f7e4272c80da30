#include "nifti_volume.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "imis/base/error.hpp"
#include "imis/base/log.hpp"
#include "reader_words.hpp"

namespace imis {
namespace {

namespace fs = std::filesystem;

void check_dimensions(const nifti_image& image, const fs::path& file) {
    if (image.dim[5] > 1) {
        throw ItemError(file.string() + ": has " + std::to_string(image.dim[5]) +
                        " values a voxel, which are neither grey nor RGB; extract one of them first");
    }
    if (image.dim[6] > 1 || image.dim[7] > 1) {
        throw ItemError(file.string() + ": has " + std::to_string(image.ndim) + " dimensions; 2 to 4 can be read");
    }
}

// Slope and intercept; a slope of 0 says that there are none.
struct ScaledValues {
    explicit ScaledValues(const nifti_image& image) {
        if (image.scl_slope == 0 || !std::isfinite(image.scl_slope) || !std::isfinite(image.scl_inter)) return;
        slope = image.scl_slope;
        intercept = image.scl_inter;
    }
    double slope = 1;
    double intercept = 0;
};

template <typename Stored>
std::vector<float> grey_values(const void* voxels, std::int64_t count, const ScaledValues& rescale) {
    const auto* stored = static_cast<const Stored*>(voxels);
    std::vector<float> values(static_cast<std::size_t>(count));
    for (std::size_t i = 0; i < values.size(); ++i) {
        values[i] = static_cast<float>(static_cast<double>(stored[i]) * rescale.slope + rescale.intercept);
    }
    return values;
}

std::vector<float> grey_values(const nifti_image& image, const void* voxels, std::int64_t count, const fs::path& file) {
    const ScaledValues rescale(image);
    switch (image.datatype) {
        case DT_UINT8:
            return grey_values<std::uint8_t>(voxels, count, rescale);
        case DT_INT8:
            return grey_values<std::int8_t>(voxels, count, rescale);
        case DT_UINT16:
            return grey_values<std::uint16_t>(voxels, count, rescale);
        case DT_INT16:
            return grey_values<std::int16_t>(voxels, count, rescale);
        case DT_UINT32:
            return grey_values<std::uint32_t>(voxels, count, rescale);
        case DT_INT32:
            return grey_values<std::int32_t>(voxels, count, rescale);
        case DT_UINT64:
            return grey_values<std::uint64_t>(voxels, count, rescale);
        case DT_INT64:
            return grey_values<std::int64_t>(voxels, count, rescale);
        case DT_FLOAT32:
            return grey_values<float>(voxels, count, rescale);
        case DT_FLOAT64:
            return grey_values<double>(voxels, count, rescale);
        default:
            throw ItemError(file.string() + ": has voxels of type " + nifti_datatype_string(image.datatype) +
                            ", which are neither grey nor RGB; convert it first");
    }
}

// From three bytes a voxel, or four with transparency, which is left out.
std::vector<std::uint8_t> colours(const void* voxels, std::int64_t count, std::size_t bytes) {
    const auto* stored = static_cast<const std::uint8_t*>(voxels);
    std::vector<std::uint8_t> values;
    values.reserve(static_cast<std::size_t>(count) * 3);
    for (std::int64_t voxel = 0; voxel < count; ++voxel, stored += bytes) {
        values.insert(values.end(), stored, stored + 3);
    }
    return values;
}

}  // namespace

Volume read_nifti(const fs::path& file, std::optional<int> frame) {
    const NiftiFile image = open_nifti(file);
    check_dimensions(*image, file);
    Volume volume;
    volume.geometry = geometry_of(*image, file.string());
    volume.nifti = place_of(*image);
    volume.physical = knows_voxel_size(*image, file);
    if (!volume.physical) {
        log::warn(file.string() + ": its header doesn't say how large voxels are (pixdim); lengths count in voxels");
    }
    const auto frames = static_cast<int>(std::max(image->dim[4], std::int64_t{1}));
    const int number = frame_number(frame, frames, file.string());
    const std::vector<std::byte> voxels = read_nifti_voxels(*image, number, file);
    const std::int64_t count = volume.geometry.voxels();
    if (image->datatype == DT_RGB24 || image->datatype == DT_RGBA32) {
        volume.rgb = colours(voxels.data(), count, image->datatype == DT_RGB24 ? 3 : 4);
    } else {
        volume.grey = grey_values(*image, voxels.data(), count, file);
    }
    return volume;
}

void write_nifti_labels(const fs::path& file, const LabelVolume& volume) {
    const auto& size = volume.geometry.size;
    const std::array<std::int64_t, 8> dimensions = {3, size[0], size[1], size[2], 1, 1, 1, 1};
    const NiftiFile image(nifti_make_new_nim(dimensions.data(), DT_UINT8, /*data_fill=*/0));
    if (!image || nifti_set_filenames(image.get(), file.c_str(), /*check=*/0, /*set_byte_order=*/1) != 0) {
        throw Error("no NIfTI header can be made for its size");
    }
    put_place(*image, volume.nifti ? *volume.nifti : place_from(volume.geometry));
    // No copy: the library only reads the labels.
    image->data = const_cast<std::uint8_t*>(volume.labels.data());
    nifti_image_write(image.get());
    image->data = nullptr;
    (void)read_nifti_voxels(*open_nifti(file), 0, file);  // the library does not say whether it wrote everything
}

}  // namespace imis
