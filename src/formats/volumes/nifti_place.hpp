// Where the voxels of a NIfTI file lie: nifti1.h, "3D IMAGE (VOLUME) ORIENTATION AND LOCATION IN SPACE".
#pragma once

#include <nifti/nifti2_io.h>
#include <string>

#include "imis/image/volume.hpp"

namespace imis {

// What the header says, as it says it.
[[nodiscard]] NiftiPlace place_of(const nifti_image& image);

// Writes a place into a header.
void put_place(nifti_image& image, const NiftiPlace& place);

// The grid in LPS and millimetres: by the sform where there is one, else by the qform, as nibabel, FSL and SPM choose (ITK sometimes
// prefers the qform); without either along the axes from the origin, as ITK has it. Warns where the two transforms differ by more than half
// a voxel. Throws ItemError where voxels would lie in one plane; `where` stands before messages.
[[nodiscard]] VolumeGeometry geometry_of(const nifti_image& image, const std::string& where);

// A place for a grid that did not come from NIfTI: both transforms in scanner coordinates; the sform alone where the grid's axes are
// not perpendicular, which a qform cannot say.
[[nodiscard]] NiftiPlace place_from(const VolumeGeometry& geometry);

}  // namespace imis
