#include "imis/base/files.hpp"
#include "imis/formats/format.hpp"
#include "imis/formats/volumes.hpp"
#include "itk_volume.hpp"
#include "nifti_volume.hpp"

namespace imis {

void write_label_volume(const std::filesystem::path& path, const LabelVolume& volume) {
    write_file_atomically(path, [&](const std::filesystem::path& beside) {
        const auto ending = ending_of(path);
        if (ending && ending->format == Format::nifti) return write_nifti_labels(beside, volume);
        write_labels_with_itk(beside, volume);
    });
}

}  // namespace imis
