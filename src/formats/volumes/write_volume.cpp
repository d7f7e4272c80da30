#include "imis/formats/write_volume.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include "imis/base/error.hpp"
#include "imis/base/files.hpp"
#include "itk_volume.hpp"
#include "nifti_file.hpp"
#include "nifti_volume.hpp"

namespace imis {
namespace {

namespace fs = std::filesystem;

constexpr std::array<std::string_view, 4> endings = {".nii.gz", ".nii", ".nrrd", ".mha"};

}  // namespace

bool is_label_volume_name(const fs::path& path) {
    const std::string name = path.filename().string();
    return std::ranges::any_of(
        endings, [&](std::string_view ending) { return name.size() > ending.size() && name.ends_with(ending); });
}

void write_label_volume(const fs::path& path, const LabelVolume& volume) {
    write_file_atomically(path, [&](const fs::path& beside) {
        if (has_nifti_name(path)) return write_nifti_labels(beside, volume);
        write_labels_with_itk(beside, volume);
    });
}

}  // namespace imis
