#include "dicom_volume.hpp"

#include <algorithm>

#include "abort_notice.hpp"
#include "frame_stack.hpp"
#include "gdcm_pixels.hpp"
#include "imis/base/error.hpp"
#include "volumes/itk_volume.hpp"

namespace imis {
namespace {

void take_over(const DicomHeader& header, Volume& volume) {
    volume.inverted = header.inverted;
    volume.window = header.window;
    volume.physical = header.physical;
}

std::int64_t frame_voxels(const Volume& volume) {
    return std::int64_t{volume.geometry.size[0]} * volume.geometry.size[1];
}

// GDCM scales all frames alike: one with a scale of its own gets it here.
void rescale_frame(std::size_t index, const Rescale& applied, const Rescale& own, Volume& volume) {
    if (volume.grey.empty() || own == applied || applied.slope == 0) return;
    const auto begin = volume.grey.begin() + static_cast<std::ptrdiff_t>(index) * frame_voxels(volume);
    std::for_each(begin, begin + frame_voxels(volume), [&](float& value) {
        value = static_cast<float>((value - applied.intercept) / applied.slope * own.slope + own.intercept);
    });
}

// GDCM takes the first frame's scale for all.
void rescale_frames(const std::vector<DicomFrame>& frames, Volume& volume) {
    for (std::size_t index = 0; index < frames.size(); ++index) {
        rescale_frame(index, frames.front().rescale, frames[index].rescale, volume);
    }
}

template <typename Value>
std::vector<Value> in_order(const std::vector<Value>& values, const std::vector<std::size_t>& order,
                            std::size_t frame_size) {
    if (values.empty()) return {};
    std::vector<Value> sorted;
    sorted.reserve(order.size() * frame_size);
    for (const std::size_t frame : order) {
        const auto begin = values.begin() + static_cast<std::ptrdiff_t>(frame * frame_size);
        sorted.insert(sorted.end(), begin, begin + static_cast<std::ptrdiff_t>(frame_size));
    }
    return sorted;
}

void sort_frames(const DicomHeader& header, std::optional<int> moment, Volume& volume) {
    const FrameStack stack = stack_frames(header.planes, {header.rows, header.columns}, moment, header.file.string());
    const auto pixels = static_cast<std::size_t>(frame_voxels(volume));
    volume.grey = in_order(volume.grey, stack.order, pixels);
    volume.rgb = in_order(volume.rgb, stack.order, 3 * pixels);
    volume.geometry = stack.geometry;
    for (const std::size_t frame : stack.order) volume.dicom_frames.push_back(static_cast<int>(frame) + 1);
}

// Frames one behind the other, along LPS from the origin.
Volume read_unplaced(const DicomHeader& header) {
    DicomPixels pixels = read_dicom_pixels(header.file);
    Volume volume;
    volume.geometry.size = pixels.size;
    std::ranges::copy(header.unplaced->spacing, volume.geometry.spacing.begin());
    volume.grey = std::move(pixels.grey);
    volume.rgb = std::move(pixels.rgb);
    const auto& own = header.unplaced->rescale;
    const std::size_t frames = std::min(own.size(), static_cast<std::size_t>(pixels.size[2]));
    for (std::size_t index = 0; index < frames; ++index) {
        rescale_frame(index, pixels.rescale, own[index].value_or(pixels.rescale), volume);
    }
    return volume;
}

// ITK turns the values of MONOCHROME1 round. Here they keep their meaning, and the volume says how they are shown.
Volume read_through_itk(const DicomHeader& header) {
    Volume volume = read_dicom_with_itk(header.file);
    if (header.inverted && !volume.grey.empty()) volume.grey = read_dicom_pixels(header.file).grey;
    return volume;
}

Volume read_pixels(const DicomHeader& header) {
    const AbortNotice notice(header.file);
    try {
        return header.unplaced ? read_unplaced(header) : read_through_itk(header);
    } catch (const ItemError& problem) {
        throw ItemError(std::string(problem.what()) + " (transfer syntax: " + header.transfer_syntax + ")");
    }
}

// Puts a slice behind those that are there already.
void append(Volume& slice, const DicomSeries& series, Volume& volume, const std::filesystem::path& file) {
    const auto& size = slice.geometry.size;
    if (size[0] != series.size.width || size[1] != series.size.height || size[2] != 1 ||
        (slice.grey.empty() && !volume.grey.empty()) || (slice.rgb.empty() && !volume.rgb.empty())) {
        throw ItemError(file.string() + ": its pixels are not of the kind and size of the other slices");
    }
    volume.grey.insert(volume.grey.end(), slice.grey.begin(), slice.grey.end());
    volume.rgb.insert(volume.rgb.end(), slice.rgb.begin(), slice.rgb.end());
}

Volume read_one(const DicomHeader& header, std::optional<int> moment) {
    Volume volume = read_pixels(header);
    take_over(header, volume);
    volume.dicom_files = {header.file};
    const bool placed = header.frames > 1 && header.planes.size() == static_cast<std::size_t>(header.frames) &&
                        volume.geometry.size[2] == header.frames;
    if (placed) {
        rescale_frames(header.planes, volume);
        sort_frames(header, moment, volume);
    } else if (moment && *moment != 0) {
        throw UsageError("--frame " + std::to_string(*moment) + ": " + header.file.string() +
                         " is one volume; choose a frame of it by --slice axial:N");
    }
    return volume;
}

}  // namespace

Volume read_dicom_file(const std::filesystem::path& file, std::optional<int> moment) {
    const DicomHeader header = read_dicom_header(file);
    if (!header.has_pixels) {
        throw ItemError(file.string() + ": is a DICOM file without pixels (" +
                        (header.modality.empty() ? "no modality" : header.modality) + "); give an image");
    }
    return read_one(header, moment);
}

Volume read_dicom_series(const HeadedSeries& series, std::optional<int> moment) {
    const auto& headers = series.headers;
    if (headers.size() == 1) return read_one(headers.front(), moment);
    const std::string where = headers.front().file.parent_path().string();
    std::vector<DicomFrame> planes;
    for (const DicomHeader& header : headers) {
        if (header.frames != 1 || header.planes.size() != 1) {
            throw ItemError(header.file.string() + ": does not say where its one slice lies, so the series in " +
                            where + " makes no volume; give one file of it");
        }
        planes.push_back(header.planes.front());
    }
    const FrameStack stack = stack_frames(planes, series.series.size, moment, where);
    Volume volume;
    take_over(headers.front(), volume);
    volume.geometry = stack.geometry;
    volume.grey.reserve(static_cast<std::size_t>(stack.geometry.voxels()));
    for (const std::size_t index : stack.order) {
        Volume slice = read_pixels(headers[index]);
        append(slice, series.series, volume, headers[index].file);
        volume.dicom_files.push_back(headers[index].file);
    }
    return volume;
}

}  // namespace imis
