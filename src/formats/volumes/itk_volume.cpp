#include "itk_volume.hpp"

#include <algorithm>
#include <span>

#include <itkGDCMImageIO.h>
#include <itkImage.h>
#include <itkImageFileReader.h>
#include <itkImageIOFactory.h>
#include <itkRGBPixel.h>

#include "complete_meta_image.hpp"
#include "frame_number.hpp"
#include "imis/base/error.hpp"
#include "itk_formats.hpp"
#include "nrrd_space.hpp"

namespace imis {
namespace {

// Files of fewer dimensions have one voxel along the missing ones.
constexpr unsigned dimensions = 4;

using Rgb = itk::RGBPixel<std::uint8_t>;
using DeepRgb = itk::RGBPixel<std::uint16_t>;

itk::ImageIOBase::Pointer format_of(const std::filesystem::path& file) {
    auto io = itk::ImageIOFactory::CreateImageIO(file.c_str(), itk::ImageIOFactory::IOFileModeEnum::ReadMode);
    if (io.IsNull()) {
        throw ItemError(file.string() +
                        ": is no image that can be read; the formats are PNG, JPEG, BMP, TIFF, DICOM, NIfTI, NRRD and "
                        "MetaImage");
    }
    return io;
}

bool is_deep(const itk::ImageIOBase& io) {
    return io.GetComponentType() == itk::IOComponentEnum::USHORT;
}

bool is_colour(const itk::ImageIOBase& io, const std::filesystem::path& file) {
    const unsigned components = io.GetNumberOfComponents();
    if (components == 1) return false;
    const auto type = io.GetPixelType();
    const bool rgb = type == itk::IOPixelEnum::RGB || type == itk::IOPixelEnum::RGBA || components == 3;
    if (!rgb) {
        throw ItemError(file.string() + ": has " + std::to_string(components) +
                        " values a voxel, which are neither grey nor RGB; extract one of them first");
    }
    if (io.GetComponentSize() != 1 && !is_deep(io)) {
        throw ItemError(
            file.string() +
            ": has colours that are neither of 8 nor of 16 bits without sign; convert it to 8 bits a channel");
    }
    return true;
}

void check_dimensions(const itk::ImageIOBase& io, const std::filesystem::path& file) {
    const unsigned count = io.GetNumberOfDimensions();
    bool usable = count >= 2;
    for (unsigned i = dimensions; i < count; ++i) usable = usable && io.GetDimensions(i) == 1;
    if (!usable) {
        throw ItemError(file.string() + ": has " + std::to_string(count) + " dimensions; 2 to 4 can be read");
    }
}

template <typename Image>
VolumeGeometry geometry_of(const Image& image) {
    VolumeGeometry geometry;
    const auto size = image.GetLargestPossibleRegion().GetSize();
    for (unsigned axis = 0; axis < 3; ++axis) {
        geometry.size[axis] = static_cast<int>(size[axis]);
        geometry.spacing[axis] = image.GetSpacing()[axis];
        geometry.origin[axis] = image.GetOrigin()[axis];
        for (unsigned row = 0; row < 3; ++row) geometry.axes[axis][row] = image.GetDirection()[row][axis];
    }
    return geometry;
}

// An image in memory, and the first voxel of the chosen volume in it.
template <typename Pixel>
struct ReadImage {
    typename itk::Image<Pixel, dimensions>::Pointer image;
    const Pixel* first = nullptr;
};

// Reads the chosen volume alone where the format can read a part (NRRD can't), else all of them.
template <typename Pixel>
ReadImage<Pixel> read(itk::ImageIOBase& io, std::optional<int> frame, Volume& volume) {
    using Image = itk::Image<Pixel, dimensions>;
    const auto reader = itk::ImageFileReader<Image>::New();
    reader->SetImageIO(&io);
    reader->SetFileName(io.GetFileName());
    reader->UpdateOutputInformation();
    const typename Image::Pointer image = reader->GetOutput();
    volume.geometry = geometry_of(*image);
    auto region = image->GetLargestPossibleRegion();
    region.SetIndex(3, frame_number(frame, static_cast<int>(region.GetSize(3)), io.GetFileName()));
    region.SetSize(3, 1);
    image->SetRequestedRegion(region);
    reader->Update();
    return {image, image->GetBufferPointer() + image->ComputeOffset(region.GetIndex())};
}

// Of 16-bit colours, as of those of pictures.
std::vector<std::uint8_t> high_bytes(const DeepRgb& first, std::int64_t voxels) {
    const std::span<const DeepRgb> colours(&first, static_cast<std::size_t>(voxels));
    std::vector<std::uint8_t> bytes;
    bytes.reserve(3 * colours.size());
    for (const DeepRgb& colour : colours) {
        for (unsigned channel = 0; channel < 3; ++channel) {
            bytes.push_back(static_cast<std::uint8_t>(colour[channel] >> 8));
        }
    }
    return bytes;
}

Volume read_volume_of(itk::ImageIOBase& io, bool colour, std::optional<int> frame) {
    Volume volume;
    if (!colour) {
        const auto read_image = read<float>(io, frame, volume);
        volume.grey.assign(read_image.first, read_image.first + volume.geometry.voxels());
        return volume;
    }
    if (is_deep(io)) {
        const auto read_image = read<DeepRgb>(io, frame, volume);
        volume.rgb = high_bytes(*read_image.first, volume.geometry.voxels());
        return volume;
    }
    const auto read_image = read<Rgb>(io, frame, volume);
    const auto* first = reinterpret_cast<const std::uint8_t*>(read_image.first);
    volume.rgb.assign(first, first + 3 * volume.geometry.voxels());
    return volume;
}

Volume read_in_format(itk::ImageIOBase& io, const std::filesystem::path& file, std::optional<int> frame) {
    try {
        io.SetFileName(file.string());
        io.ReadImageInformation();
        check_dimensions(io, file);
        return read_volume_of(io, is_colour(io, file), frame);
    } catch (const Error&) {
        throw;
    } catch (const std::exception& problem) {  // of ITK, or of GDCM below it
        throw ItemError(file.string() + ": cannot be read: " + itk_reason(problem));
    }
}

}  // namespace

Volume read_with_itk(const std::filesystem::path& file, std::optional<int> frame) {
    prepare_itk();
    const auto io = format_of(file);
    const std::string format = io->GetNameOfClass();
    if (format == "MetaImageIO") check_complete_meta_image(file);
    Volume volume = read_in_format(*io, file, frame);
    if (format == "NrrdImageIO") mend_nrrd_space(volume.geometry, file);
    return volume;
}

Volume read_dicom_with_itk(const std::filesystem::path& file) {
    prepare_itk();
    return read_in_format(*itk::GDCMImageIO::New(), file, std::nullopt);
}

}  // namespace imis
