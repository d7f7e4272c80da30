#include "volume_files.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstring>
#include <memory>
#include <nifti/nifti1.h>
#include <stdexcept>

#include <gdcmImageChangeTransferSyntax.h>
#include <gdcmImageReader.h>
#include <gdcmImageWriter.h>
#include <itkImage.h>
#include <itkImageFileWriter.h>
#include <itkMetaImageIO.h>
#include <itkNrrdImageIO.h>
#include <itkRGBPixel.h>
#include <itkVectorImage.h>
#include <zlib.h>

namespace imis {
namespace {

using Rgb = itk::RGBPixel<std::uint8_t>;

// Given outright: no test depends on which formats the code under test has made known to ITK.
itk::ImageIOBase::Pointer format_of(const std::filesystem::path& path) {
    const std::string name = path.filename().string();
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

bool is_nifti(const std::filesystem::path& path) {
    const std::string name = path.filename().string();
    return name.ends_with(".nii") || name.ends_with(".nii.gz");
}

// The header of a file of so many dimensions.
nifti_1_header nifti_header(const StoredVolume& volume, int dimensions, short type, int bits) {
    constexpr std::array<double, 3> ras_from_lps = {-1, -1, 1};
    const VolumeGeometry& grid = volume.geometry;
    nifti_1_header header{};
    header.sizeof_hdr = sizeof header;
    std::memcpy(header.magic, "n+1", 4);
    header.dim[0] = static_cast<short>(dimensions);
    std::fill_n(header.dim + 1, 7, short{1});
    for (std::size_t axis = 0; axis < 3; ++axis) header.dim[axis + 1] = static_cast<short>(grid.size[axis]);
    header.dim[4] = static_cast<short>(volume.frames);
    header.dim[5] = static_cast<short>(type == DT_RGB24 ? 1 : volume.components);
    header.datatype = type;
    header.bitpix = static_cast<short>(bits);
    header.vox_offset = 352;
    header.xyzt_units = NIFTI_UNITS_MM;
    header.sform_code = NIFTI_XFORM_SCANNER_ANAT;
    const std::array<float*, 3> rows = {header.srow_x, header.srow_y, header.srow_z};
    for (std::size_t row = 0; row < 3; ++row) {
        for (std::size_t axis = 0; axis < 3; ++axis) {
            rows[row][axis] = static_cast<float>(ras_from_lps[row] * grid.axes[axis][row] * grid.spacing[axis]);
            header.pixdim[axis + 1] = static_cast<float>(grid.spacing[axis]);
        }
        rows[row][3] = static_cast<float>(ras_from_lps[row] * grid.origin[row]);
    }
    return header;
}

void write_nifti(const std::filesystem::path& path, const nifti_1_header& header, const void* voxels,
                 std::size_t bytes) {
    const bool compressed = path.extension() == ".gz";
    const std::unique_ptr<gzFile_s, int (*)(gzFile)> file(gzopen(path.c_str(), compressed ? "wb" : "wbT"), gzclose);
    const std::array<char, 4> no_extension{};
    if (!file || gzwrite(file.get(), &header, sizeof header) == 0 ||
        gzwrite(file.get(), no_extension.data(), no_extension.size()) == 0 ||
        gzwrite(file.get(), voxels, static_cast<unsigned>(bytes)) == 0) {
        throw std::runtime_error("a test's NIfTI file cannot be written");
    }
}

void write_nifti_scalars(const std::filesystem::path& path, const StoredVolume& volume, int dimensions) {
    write_nifti(path, nifti_header(volume, dimensions, DT_INT16, 16), volume.values.data(), 2 * volume.values.size());
}

}  // namespace

void write_stored_volume(const std::filesystem::path& path, const StoredVolume& volume, bool compressed) {
    if (is_nifti(path)) {
        return write_nifti_scalars(path, volume, volume.components > 1 ? 5 : volume.frames > 1 ? 4 : 3);
    }
    if (volume.components > 1) return write_vectors(path, volume);
    if (volume.frames > 1) return write_scalars<4>(path, volume, compressed);
    write_scalars<3>(path, volume, compressed);
}

void write_stored_colours(const std::filesystem::path& path, const StoredVolume& volume) {
    if (is_nifti(path)) {
        const std::vector<std::uint8_t> bytes(volume.values.begin(), volume.values.end());
        return write_nifti(path, nifti_header(volume, 3, DT_RGB24, 24), bytes.data(), bytes.size());
    }
    const auto image = itk::Image<Rgb, 3>::New();
    place(*image, volume);
    image->Allocate();
    std::ranges::transform(volume.values, reinterpret_cast<std::uint8_t*>(image->GetBufferPointer()),
                           [](std::int16_t value) { return static_cast<std::uint8_t>(value); });
    write(path, *image, false);
}

void write_stored_slice(const std::filesystem::path& path, const StoredVolume& volume) {
    if (is_nifti(path)) return write_nifti_scalars(path, volume, 2);
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
