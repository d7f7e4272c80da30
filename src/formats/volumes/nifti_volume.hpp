// NIfTI files of both versions, through the format's own library; ARCHITECTURE.md says why not through ITK.
#pragma once

#include <cstddef>
#include <filesystem>
#include <memory>
#include <nifti/nifti2_io.h>
#include <optional>
#include <string>
#include <vector>

#include "imis/image/volume.hpp"

namespace imis {

struct FreeNifti {
    void operator()(nifti_image* image) const { nifti_image_free(image); }
};
using NiftiFile = std::unique_ptr<nifti_image, FreeNifti>;

// Reads the header. Throws ItemError where there is none that makes sense.
[[nodiscard]] NiftiFile open_nifti(const std::filesystem::path& file);

// Whether a file whose header was read from there says how large its voxels are: by its sform, or by sizes that are
// neither 0 nor no numbers along every axis of more than one voxel. The library puts 1 in their place.
[[nodiscard]] bool knows_voxel_size(const nifti_image& image, const std::filesystem::path& file);

// The voxels of one volume of a file whose header was read from there, in the type of the file and the byte order of
// this machine. Not by the library, which fills what is missing with zeros and may take another file. Reads to the end
// and throws ItemError where the file is damaged or ends before its last voxel, of whichever volume.
[[nodiscard]] std::vector<std::byte> read_nifti_voxels(const nifti_image& image, int frame,
                                                       const std::filesystem::path& file);

// Where the voxels of a NIfTI file lie: nifti1.h, "3D IMAGE (VOLUME) ORIENTATION AND LOCATION IN SPACE".

// What the header says, as it says it.
[[nodiscard]] NiftiPlace place_of(const nifti_image& image);

// Writes a place into a header.
void put_place(nifti_image& image, const NiftiPlace& place);

// The grid in LPS and millimetres: by the sform where there is one, else by the qform, as nibabel, FSL and SPM choose
// (ITK sometimes prefers the qform); without either along the axes from the origin, as ITK has it. Warns where the two
// transforms differ by more than half a voxel. Throws ItemError where voxels would lie in one plane; `where` stands
// before messages.
[[nodiscard]] VolumeGeometry geometry_of(const nifti_image& image, const std::string& where);

// A place for a grid that did not come from NIfTI: both transforms in scanner coordinates; the sform alone where the
// grid's axes are not perpendicular, which a qform cannot say.
[[nodiscard]] NiftiPlace place_from(const VolumeGeometry& geometry);

// Volumes in NIfTI files; label maps, always as NIfTI-1.

// One volume of a file of up to four dimensions; slope and intercept are applied. Throws as read_volume.
[[nodiscard]] Volume read_nifti(const std::filesystem::path& file, std::optional<int> frame);

// Writes a label map, compressed where the name ends in .gz. Throws Error with the reason, without the name.
void write_nifti_labels(const std::filesystem::path& file, const LabelVolume& volume);

}  // namespace imis
