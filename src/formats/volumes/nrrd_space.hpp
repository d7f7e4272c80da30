#pragma once

#include <filesystem>

#include "imis/image/volume.hpp"

namespace imis {

// ITK before 5.4.7 reads NRRD files whose space is left-anterior-superior with x mirrored in place of y, and keeps the name of the space to
// itself (its pull request 5224). Puts that right for such files; other geometries stay as they are.
void mend_nrrd_space(VolumeGeometry& geometry, const std::filesystem::path& file);

}  // namespace imis
