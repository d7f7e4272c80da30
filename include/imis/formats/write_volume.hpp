// Writing label maps.
#pragma once

#include <filesystem>

#include "imis/image/volume.hpp"

namespace imis {

// Writes a label map of 8-bit values on its own grid, as NIfTI, NRRD or MetaImage by the name's ending (MaskFile::label_volume),
// compressed where the format can be (.nii is not). Missing folders are made;
// the file is complete or not there. Throws Error naming the file and the reason.
void write_label_volume(const std::filesystem::path& path, const LabelVolume& volume);

}  // namespace imis
