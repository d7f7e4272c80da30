#include "imis/formats/write_volume.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include <itkImage.h>
#include <itkImageFileWriter.h>

#include "imis/base/error.hpp"
#include "imis/base/files.hpp"
#include "itk_formats.hpp"
#include "nifti_file.hpp"
#include "nifti_volume.hpp"

namespace imis {
namespace {

namespace fs = std::filesystem;
using LabelImage3 = itk::Image<std::uint8_t, 3>;

constexpr std::array<std::string_view, 4> endings = {".nii.gz", ".nii", ".nrrd", ".mha"};

// The labels stay where they are: ITK only looks at them.
LabelImage3::Pointer as_itk_image(const LabelVolume& volume) {
    const auto image = LabelImage3::New();
    LabelImage3::SizeType size;
    LabelImage3::DirectionType direction;
    for (unsigned axis = 0; axis < 3; ++axis) {
        size[axis] = static_cast<itk::SizeValueType>(volume.geometry.size[axis]);
        for (unsigned row = 0; row < 3; ++row) direction[row][axis] = volume.geometry.axes[axis][row];
    }
    image->SetRegions(size);
    image->SetSpacing(volume.geometry.spacing.data());
    image->SetOrigin(volume.geometry.origin.data());
    image->SetDirection(direction);
    image->GetPixelContainer()->SetImportPointer(const_cast<std::uint8_t*>(volume.labels.data()), volume.labels.size(),
                                                 /*LetContainerManageMemory=*/false);
    return image;
}

void write_with_itk(const fs::path& file, const LabelVolume& volume) {
    prepare_itk();
    try {
        const auto writer = itk::ImageFileWriter<LabelImage3>::New();
        writer->SetFileName(file.string());
        writer->SetInput(as_itk_image(volume));
        writer->UseCompressionOn();
        writer->Update();
    } catch (const itk::ExceptionObject& problem) {
        throw Error(itk_reason(problem));
    }
}

}  // namespace

bool is_label_volume_name(const fs::path& path) {
    const std::string name = path.filename().string();
    return std::ranges::any_of(
        endings, [&](std::string_view ending) { return name.size() > ending.size() && name.ends_with(ending); });
}

void write_label_volume(const fs::path& path, const LabelVolume& volume) {
    write_file_atomically(path, [&](const fs::path& beside) {
        if (has_nifti_name(path)) return write_nifti_labels(beside, volume);
        write_with_itk(beside, volume);
    });
}

}  // namespace imis
