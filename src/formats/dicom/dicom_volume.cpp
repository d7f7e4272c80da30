#include "dicom_volume.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "decoding_process.hpp"
#include "frame_stack.hpp"
#include "imis/base/error.hpp"

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

// GDCM scales all frames alike, as the first says: those with a scale of their own get it here.
void rescale_frame(std::size_t index, const Rescale& applied, const Rescale& own, Volume& volume) {
    if (volume.grey.empty() || own == applied || applied.slope == 0) return;
    const auto begin = volume.grey.begin() + static_cast<std::ptrdiff_t>(index) * frame_voxels(volume);
    std::for_each(begin, begin + frame_voxels(volume), [&](float& value) {
        value = static_cast<float>((value - applied.intercept) / applied.slope * own.slope + own.intercept);
    });
}

void rescale_frames(const DicomHeader& header, const Rescale& applied, Volume& volume) {
    const auto frames = static_cast<std::size_t>(volume.geometry.size[2]);
    if (header.unplaced) {
        const auto& own = header.unplaced->rescale;
        for (std::size_t index = 0; index < std::min(frames, own.size()); ++index) {
            rescale_frame(index, applied, own[index].value_or(applied), volume);
        }
    } else if (header.frames > 1 && header.planes.size() == frames) {
        for (std::size_t index = 0; index < frames; ++index) {
            rescale_frame(index, applied, header.planes[index].rescale, volume);
        }
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

void sort_frames(const DicomHeader& header, std::optional<int> frame, Volume& volume) {
    const FrameStack stack = stack_frames(header.planes, {header.rows, header.columns}, frame, header.file.string());
    const auto pixels = static_cast<std::size_t>(frame_voxels(volume));
    volume.grey = in_order(volume.grey, stack.order, pixels);
    volume.rgb = in_order(volume.rgb, stack.order, 3 * pixels);
    volume.geometry = stack.geometry;
    for (const std::size_t plane : stack.order) volume.dicom_frames.push_back(static_cast<int>(plane) + 1);
}

// Of length 1; a vector of no length stays as it is.
Vector3 normalized(const Vector3& vector) {
    const double length = std::sqrt(dot(vector, vector));
    if (length == 0) return vector;
    const double scale = 1 / length;
    return {vector[0] * scale, vector[1] * scale, vector[2] * scale};
}

// The grid as GDCM places its first frame; axes that are not quite perpendicular in the file are made so.
VolumeGeometry grid_of(const DicomPixels& pixels) {
    const auto& [x, y] = pixels.place.cosines;
    const Vector3 normal = normalized(cross(x, y));
    const Vector3 row = normalized(cross(y, normal));
    return {pixels.size, pixels.place.spacing, pixels.place.origin, {row, cross(normal, row), normal}};
}

// Frames one behind the other, along LPS from the origin.
VolumeGeometry unplaced_grid(const UnplacedFrames& frames, const DicomPixels& pixels) {
    VolumeGeometry geometry;
    geometry.size = pixels.size;
    std::ranges::copy(frames.spacing, geometry.spacing.begin());
    return geometry;
}

DicomPixelsOf pixels_of(const DicomHeader& header) {
    return {header.file, header.unplaced.has_value()};
}

// The pixels of the file whose turn it is.
DicomPixels next_pixels(DecodingProcess& decoding, const DicomHeader& header) {
    try {
        return decoding.next();
    } catch (const ItemError& problem) {
        throw ItemError(std::string(problem.what()) + " (transfer syntax: " + header.transfer_syntax + ")");
    }
}

// Appends a slice to those that are there already.
void append(const DicomPixels& slice, const DicomHeader& header, Volume& volume) {
    if (slice.size != std::array{header.columns, header.rows, 1} || (slice.grey.empty() && !volume.grey.empty()) ||
        (slice.rgb.empty() && !volume.rgb.empty())) {
        throw ItemError(header.file.string() + ": its pixels differ in kind or size from those of the other slices");
    }
    volume.grey.insert(volume.grey.end(), slice.grey.begin(), slice.grey.end());
    volume.rgb.insert(volume.rgb.end(), slice.rgb.begin(), slice.rgb.end());
}

Volume read_one(const DicomHeader& header, std::optional<int> frame) {
    DecodingProcess decoding({pixels_of(header)});
    DicomPixels pixels = next_pixels(decoding, header);
    Volume volume;
    take_over(header, volume);
    volume.geometry = header.unplaced ? unplaced_grid(*header.unplaced, pixels) : grid_of(pixels);
    volume.grey = std::move(pixels.grey);
    volume.rgb = std::move(pixels.rgb);
    rescale_frames(header, pixels.rescale, volume);
    volume.dicom_files = {header.file};
    const bool placed = header.frames > 1 && header.planes.size() == static_cast<std::size_t>(header.frames) &&
                        volume.geometry.size[2] == header.frames;
    if (placed) {
        sort_frames(header, frame, volume);
    } else if (frame && *frame != 0) {
        throw UsageError("frame " + std::to_string(*frame) + ": " + header.file.string() +
                             " is one volume, whose frames are its axial slices; choose one of those",
                         {"frame", "slice"});
    }
    return volume;
}

}  // namespace

Volume read_dicom_file(const std::filesystem::path& file, std::optional<int> frame) {
    const DicomHeader header = read_dicom_header(file);
    if (!header.has_pixels) {
        throw ItemError(file.string() + ": is a DICOM file without pixels (" +
                        (header.modality.empty() ? "no modality" : header.modality) + "); give an image");
    }
    return read_one(header, frame);
}

Volume read_dicom_series(const DicomSeries& headers, std::optional<int> frame) {
    if (headers.size() == 1) return read_one(headers.front(), frame);
    const std::string where = headers.front().file.parent_path().string();
    std::vector<DicomFrame> planes;
    for (const DicomHeader& header : headers) {
        if (header.frames != 1 || header.planes.size() != 1) {
            throw ItemError(header.file.string() + ": doesn't say where its one slice lies, so the series in " + where +
                            " makes no volume; give one file of it");
        }
        planes.push_back(header.planes.front());
    }
    const FrameStack stack = stack_frames(planes, {headers.front().rows, headers.front().columns}, frame, where);
    Volume volume;
    take_over(headers.front(), volume);
    volume.geometry = stack.geometry;
    volume.grey.reserve(static_cast<std::size_t>(stack.geometry.voxels()));
    std::vector<DicomPixelsOf> slices;
    for (const std::size_t index : stack.order) slices.push_back(pixels_of(headers[index]));
    DecodingProcess decoding(std::move(slices));
    for (const std::size_t index : stack.order) {
        append(next_pixels(decoding, headers[index]), headers[index], volume);
        volume.dicom_files.push_back(headers[index].file);
    }
    return volume;
}

}  // namespace imis
