#include "itk_volume.hpp"

#include <algorithm>
#include <exception>
#include <span>
#include <string>
#include <string_view>

#include <itkConfigure.h>
#include <itkImage.h>
#include <itkImageFileReader.h>
#include <itkImageFileWriter.h>
#include <itkImageIOFactory.h>
#include <itkMacro.h>
#include <itkMetaImageIOFactory.h>
#include <itkNrrdImageIOFactory.h>
#include <itkRGBPixel.h>

#include "imis/base/error.hpp"
#include "imis/formats/format.hpp"
#include "reader_words.hpp"

namespace imis {
namespace {

// Files of fewer dimensions have one voxel along the missing ones.
constexpr unsigned dimensions = 4;

using Rgb = itk::RGBPixel<std::uint8_t>;
using DeepRgb = itk::RGBPixel<std::uint16_t>;
using LabelImage3 = itk::Image<std::uint8_t, 3>;

// Makes ITK know its formats and keep its warnings to itself. Cheap after the first call; any thread may call it.
void prepare_itk() {
    static const bool prepared = [] {
        itk::Object::GlobalWarningDisplayOff();
        itk::MetaImageIOFactory::RegisterOneFactory();
        itk::NrrdImageIOFactory::RegisterOneFactory();
        return true;
    }();
    static_cast<void>(prepared);
}

// NrrdIO's messages list who called whom, "[nrrd] function: what happened" each; the last one says why.
std::string without_nrrd_calls(const std::string& text) {
    constexpr std::string_view mark = "[nrrd] ";
    const auto last = text.rfind(mark);
    if (last == std::string::npos) return text;
    const auto colon = text.find(": ", last);
    return text.substr(colon == std::string::npos ? last + mark.size() : colon + 2);
}

// What an exception of ITK says, on one line and without the place in ITK's source.
std::string itk_reason(const std::exception& problem) {
    const auto* itk_problem = dynamic_cast<const itk::ExceptionObject*>(&problem);
    std::string text = itk_problem != nullptr ? itk_problem->GetDescription() : problem.what();
    std::ranges::replace(text, '\n', ' ');
    // "ITK ERROR: Class(0x...): what happened"
    const auto colon = text.find("): ");
    const bool has_place = text.starts_with("ITK ERROR") || text.starts_with("itk::ERROR");
    if (has_place && colon != std::string::npos) text.erase(0, colon + 3);
    while (!text.empty() && text.back() == ' ') text.pop_back();
    return without_nrrd_calls(text);
}

itk::ImageIOBase::Pointer format_of(const std::filesystem::path& file) {
    auto io = itk::ImageIOFactory::CreateImageIO(file.c_str(), itk::ImageIOFactory::IOFileModeEnum::ReadMode);
    if (io.IsNull()) {
        throw ItemError(file.string() + ": is not an image that can be read; the formats are " + image_formats());
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
        throw ItemError(file.string() +
                        ": has colours that are neither 8-bit nor unsigned 16-bit; convert it to 8 bits a channel");
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

// Of 16-bit colours, as in pictures.
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
    } catch (const std::exception& problem) {
        throw ItemError(file.string() + ": cannot be read: " + itk_reason(problem));
    }
}

// ITK before 5.4.7 reads NRRD files whose space is left-anterior-superior with x mirrored in place of y, and does not
// report the space (its pull request 5224).
void correct_nrrd_space(VolumeGeometry& geometry, const std::filesystem::path& file) {
    constexpr bool mirrors_x = ITK_VERSION_MAJOR * 10000 + ITK_VERSION_MINOR * 100 + ITK_VERSION_PATCH < 50407;
    if (!mirrors_x || !is_left_anterior_superior_nrrd(file)) return;
    // From x mirrored to y mirrored both change their sign, as from RAS to LPS.
    geometry.origin = lps_from_ras(geometry.origin);
    for (Vector3& axis : geometry.axes) axis = lps_from_ras(axis);
}

// No copy: ITK only reads the labels.
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

}  // namespace

Volume read_with_itk(const std::filesystem::path& file, std::optional<int> frame) {
    prepare_itk();
    const auto io = format_of(file);
    const std::string format = io->GetNameOfClass();
    if (format == "MetaImageIO") check_complete_meta_image(file);
    Volume volume = read_in_format(*io, file, frame);
    if (format == "NrrdImageIO") correct_nrrd_space(volume.geometry, file);
    return volume;
}

void write_labels_with_itk(const std::filesystem::path& file, const LabelVolume& volume) {
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

}  // namespace imis
