#include "itk_files.hpp"

#include <algorithm>

#include <gdcmImageChangeTransferSyntax.h>
#include <gdcmImageReader.h>
#include <gdcmImageWriter.h>
#include <itkImage.h>
#include <itkImageFileWriter.h>
#include <itkMetaImageIO.h>
#include <itkNiftiImageIO.h>
#include <itkNrrdImageIO.h>
#include <itkRGBPixel.h>
#include <itkVectorImage.h>

namespace imis {
namespace {

using Rgb = itk::RGBPixel<std::uint8_t>;

// Given outright: no test depends on which formats the code under test has made known to ITK.
itk::ImageIOBase::Pointer format_of(const std::filesystem::path& path) {
    const std::string name = path.filename().string();
    if (name.ends_with(".nii") || name.ends_with(".nii.gz")) return itk::NiftiImageIO::New().GetPointer();
    if (name.ends_with(".nrrd")) return itk::NrrdImageIO::New().GetPointer();
    return itk::MetaImageIO::New().GetPointer();
}

template <typename Image>
void place(Image& image, const StoredVolume& volume) {
    constexpr unsigned dimensions = Image::ImageDimension;
    typename Image::SizeType size;
    auto spacing = image.GetSpacing();
    auto origin = image.GetOrigin();
    auto direction = image.GetDirection();
    for (unsigned axis = 0; axis < dimensions; ++axis) {
        size[axis] = static_cast<itk::SizeValueType>(axis < 3 ? volume.geometry.size[axis] : volume.frames);
        if (axis >= 3) continue;
        spacing[axis] = volume.geometry.spacing[axis];
        origin[axis] = volume.geometry.origin[axis];
        for (unsigned row = 0; row < std::min(3U, dimensions); ++row) {
            direction[row][axis] = volume.geometry.axes[axis][row];
        }
    }
    image.SetRegions(size);
    image.SetSpacing(spacing);
    image.SetOrigin(origin);
    image.SetDirection(direction);
}

template <typename Image>
void write(const std::filesystem::path& path, Image& image, bool compressed) {
    const auto writer = itk::ImageFileWriter<Image>::New();
    writer->SetImageIO(format_of(path));
    writer->SetFileName(path.string());
    writer->SetInput(&image);
    writer->SetUseCompression(compressed);
    writer->Update();
}

template <unsigned dimensions>
void write_scalars(const std::filesystem::path& path, const StoredVolume& volume, bool compressed) {
    const auto image = itk::Image<std::int16_t, dimensions>::New();
    place(*image, volume);
    image->Allocate();
    const auto pixels = static_cast<std::ptrdiff_t>(image->GetLargestPossibleRegion().GetNumberOfPixels());
    std::copy_n(volume.values.begin(), pixels, image->GetBufferPointer());
    write(path, *image, compressed);
}

void write_vectors(const std::filesystem::path& path, const StoredVolume& volume) {
    const auto image = itk::VectorImage<std::int16_t, 3>::New();
    place(*image, volume);
    image->SetVectorLength(static_cast<unsigned>(volume.components));
    image->Allocate();
    std::ranges::copy(volume.values, image->GetBufferPointer());
    write(path, *image, false);
}

}  // namespace

void write_itk_volume(const std::filesystem::path& path, const StoredVolume& volume, bool compressed) {
    if (volume.components > 1) return write_vectors(path, volume);
    if (volume.frames > 1) return write_scalars<4>(path, volume, compressed);
    write_scalars<3>(path, volume, compressed);
}

void write_itk_colours(const std::filesystem::path& path, const StoredVolume& volume) {
    const auto image = itk::Image<Rgb, 3>::New();
    place(*image, volume);
    image->Allocate();
    std::ranges::transform(volume.values, reinterpret_cast<std::uint8_t*>(image->GetBufferPointer()),
                           [](std::int16_t value) { return static_cast<std::uint8_t>(value); });
    write(path, *image, false);
}

void write_itk_slice(const std::filesystem::path& path, const StoredVolume& volume) {
    write_scalars<2>(path, volume, false);
}

bool convert_dicom(const std::filesystem::path& from, const std::filesystem::path& to, const char* transfer_syntax) {
    gdcm::ImageReader reader;
    reader.SetFileName(from.c_str());
    if (!reader.Read()) return false;
    gdcm::ImageChangeTransferSyntax change;
    change.SetTransferSyntax(gdcm::TransferSyntax::GetTSType(transfer_syntax));
    change.SetInput(reader.GetImage());
    if (!change.Change()) return false;
    gdcm::ImageWriter writer;
    writer.SetFileName(to.c_str());
    writer.SetFile(reader.GetFile());
    writer.SetImage(change.GetOutput());
    return writer.Write();
}

}  // namespace imis
