// What is segmented: a picture, a slice, or a volume, opened once.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "imis/formats/volumes.hpp"
#include "imis/image/image.hpp"
#include "imis/image/slices.hpp"
#include "imis/image/window.hpp"
#include "imis/segmentation/slice_request.hpp"

namespace imis {

// Whether a file is a picture, of one page: what a study opens as `imis evaluate` reads it. Throws ItemError where a
// picture can't be read.
[[nodiscard]] bool is_one_picture(const std::filesystem::path& file);

struct StudyOptions {
    VolumeChoice choice;
    std::optional<WindowRule> window;  // percentiles where none is given
};

class Study {
public:
    // Opens a file or a folder with a DICOM series. A picture is read as `imis evaluate` reads it (a warning tells
    // where that leaves most of 16 bits unused), unless a window or a frame is given: then its grey values go through
    // the window in their full depth, as do those of a TIFF with several pages, which are slices. Throws as read_image
    // and read_volume, and UsageError where the window of a file is asked for that names none.
    Study(std::filesystem::path input, const StudyOptions& options);

    [[nodiscard]] const std::filesystem::path& input() const { return input_; }

    // The grid; a picture's has one slice.
    [[nodiscard]] const VolumeGeometry& geometry() const { return geometry_; }

    // How a NIfTI input says where its voxels lie.
    [[nodiscard]] std::optional<NiftiPlace> nifti_place() const { return volume_ ? volume_->nifti : std::nullopt; }

    // Whether voxels have a size in millimetres and a place in the patient.
    [[nodiscard]] bool physical() const { return volume_ && volume_->physical; }

    // Whether the input has slices that are worth a name: anything but a picture.
    [[nodiscard]] bool has_slices() const { return volume_ && (volume_->physical || geometry_.size[2] > 1); }

    // The files that a DICOM input was read from, for objects that refer to it.
    [[nodiscard]] const std::vector<std::filesystem::path>& dicom_files() const;
    [[nodiscard]] const std::vector<int>& dicom_frames() const;

    // The axes of the slices asked for. Where no plane is named: across the axis with one voxel, or else axial.
    [[nodiscard]] SliceAxes axes(const SliceRequest& request) const;

    // "axial:57", for messages and results.
    [[nodiscard]] std::string slice_name(const SliceAxes& axes, int index) const;

    // Throws UsageError where there is no such slice.
    void check_slice(const SliceAxes& axes, int index) const;

    // How a slice is turned for a reader; a picture stays as it is.
    [[nodiscard]] DisplayTurn turn(const SliceAxes& axes) const;

    // A slice, or the picture, in 8 bits. Throws Error where there is no such slice.
    [[nodiscard]] Image image(const SliceAxes& axes, int index) const;

private:
    std::filesystem::path input_;
    VolumeGeometry geometry_;
    std::optional<Volume> volume_;
    Image picture_;  // where there is no volume
    GreyRange range_;
};

}  // namespace imis
