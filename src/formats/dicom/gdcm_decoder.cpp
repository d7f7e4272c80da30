#include "gdcm_decoder.hpp"

#include <algorithm>
#include <cstring>

#include <gdcmAttribute.h>
#include <gdcmImageApplyLookupTable.h>
#include <gdcmImageChangePhotometricInterpretation.h>
#include <gdcmImageChangePlanarConfiguration.h>
#include <gdcmImageHelper.h>
#include <gdcmImageReader.h>
#include <gdcmMediaStorage.h>

#include "imis/base/error.hpp"

namespace imis {
namespace {

namespace fs = std::filesystem;

// Removes the spacing of pixels before GDCM looks at it: to that it adds the spacing of frames, and asserts that it
// finds one.
class ImageReader : public gdcm::ImageReader {
public:
    explicit ImageReader(bool is_unplaced) : is_unplaced_(is_unplaced) {}

protected:
    bool ReadImage(const gdcm::MediaStorage& kind) override {
        if (!is_unplaced_) return gdcm::ImageReader::ReadImage(kind);
        for (const auto& groups : {gdcm::Tag(0x5200, 0x9229), gdcm::Tag(0x5200, 0x9230)}) remove_measures(groups);
        return gdcm::ImageReader::ReadImage(kind);
    }

private:
    void remove_measures(const gdcm::Tag& groups) {
        gdcm::DataSet& dataset = GetFile().GetDataSet();
        if (!dataset.FindDataElement(groups)) return;
        const auto items = dataset.GetDataElement(groups).GetValueAsSQ();  // in files of implicit types a copy
        if (!items) return;
        for (gdcm::SequenceOfItems::SizeType index = 1; index <= items->GetNumberOfItems(); ++index) {
            items->GetItem(index).GetNestedDataSet().Remove(gdcm::Tag(0x0028, 0x9110));
        }
        gdcm::DataElement changed(groups, 0, gdcm::VR::SQ);
        changed.SetValue(*items);
        changed.SetVLToUndefined();
        dataset.Replace(changed);
    }

    bool is_unplaced_;
};

template <typename Stored>
std::vector<float> scaled(const std::vector<char>& bytes, const gdcm::Image& image) {
    std::vector<float> values;
    values.reserve(bytes.size() / sizeof(Stored));
    for (std::size_t at = 0; at + sizeof(Stored) <= bytes.size(); at += sizeof(Stored)) {
        Stored stored{};
        std::memcpy(&stored, bytes.data() + at, sizeof stored);
        values.push_back(static_cast<float>(static_cast<double>(stored) * image.GetSlope() + image.GetIntercept()));
    }
    return values;
}

// Eight pixels a byte, the first in the lowest bit (PS3.5 8.1.1); they become 0 and 255.
std::vector<float> unpacked(const std::vector<char>& bytes, std::size_t count) {
    std::vector<float> values;
    values.reserve(count);
    for (std::size_t at = 0; at < std::min(count, 8 * bytes.size()); ++at) {
        values.push_back((bytes[at / 8] >> at % 8 & 1) != 0 ? 255.0F : 0.0F);
    }
    return values;
}

// Empty where values are of another kind.
std::vector<float> grey_values(const std::vector<char>& bytes, const gdcm::Image& image, std::size_t count) {
    if (image.GetPixelFormat().GetSamplesPerPixel() != 1) return {};
    switch (image.GetPixelFormat().GetScalarType()) {
        case gdcm::PixelFormat::SINGLEBIT:
            return unpacked(bytes, count);
        case gdcm::PixelFormat::UINT8:
            return scaled<std::uint8_t>(bytes, image);
        case gdcm::PixelFormat::INT8:
            return scaled<std::int8_t>(bytes, image);
        case gdcm::PixelFormat::UINT12:
        case gdcm::PixelFormat::UINT16:
            return scaled<std::uint16_t>(bytes, image);
        case gdcm::PixelFormat::INT12:
        case gdcm::PixelFormat::INT16:
            return scaled<std::int16_t>(bytes, image);
        case gdcm::PixelFormat::UINT32:
            return scaled<std::uint32_t>(bytes, image);
        case gdcm::PixelFormat::INT32:
            return scaled<std::int32_t>(bytes, image);
        default:
            return {};
    }
}

// Stores colours pixel by pixel and looks up those of a palette. The image has to be the reader's own: GDCM counts
// references to it and would delete one on the stack.
void make_pixels_whole(gdcm::Image& image, const fs::path& file) {
    bool done = true;
    if (image.GetPhotometricInterpretation() == gdcm::PhotometricInterpretation::PALETTE_COLOR) {
        gdcm::ImageApplyLookupTable palette;
        palette.SetInput(image);
        done = palette.Apply();
        image = palette.GetOutput();
    }
    if (done && image.GetPlanarConfiguration() == 1) {
        gdcm::ImageChangePlanarConfiguration planes;
        planes.SetInput(image);
        done = planes.Change();
        image = planes.GetOutput();
    }
    if (!done) throw ItemError(file.string() + ": its colours cannot be decoded");
}

std::vector<char> decoded(const gdcm::Image& image, const fs::path& file) {
    std::vector<char> bytes(image.GetBufferLength());
    if (!image.GetBuffer(bytes.data())) throw ItemError(file.string() + ": its pixels cannot be decoded");
    return bytes;
}

bool is_ybr(const gdcm::PhotometricInterpretation& kind) {
    return kind == gdcm::PhotometricInterpretation::YBR_FULL || kind == gdcm::PhotometricInterpretation::YBR_FULL_422;
}

void turn_ybr_into_rgb(std::vector<std::uint8_t>& colours) {
    for (std::size_t at = 0; at + 3 <= colours.size(); at += 3) {
        const std::array<std::uint8_t, 3> ybr = {colours[at], colours[at + 1], colours[at + 2]};
        gdcm::ImageChangePhotometricInterpretation::YBR2RGB(colours.data() + at, ybr.data());
    }
}

// The high byte of each 16-bit number.
std::vector<std::uint8_t> high_bytes(const std::vector<char>& bytes) {
    std::vector<std::uint8_t> high;
    high.reserve(bytes.size() / 2);
    for (std::size_t at = 0; at + 2 <= bytes.size(); at += 2) {
        std::uint16_t number = 0;
        std::memcpy(&number, bytes.data() + at, sizeof number);
        high.push_back(static_cast<std::uint8_t>(number >> 8));
    }
    return high;
}

// Empty where pixels are of another kind.
std::vector<std::uint8_t> colours(const std::vector<char>& bytes, const gdcm::Image& image) {
    const gdcm::PixelFormat& format = image.GetPixelFormat();
    if (format.GetSamplesPerPixel() != 3) return {};
    if (format.GetScalarType() == gdcm::PixelFormat::UINT16) return high_bytes(bytes);
    if (format.GetScalarType() != gdcm::PixelFormat::UINT8) return {};
    std::vector<std::uint8_t> rgb(bytes.begin(), bytes.end());
    if (is_ybr(image.GetPhotometricInterpretation())) turn_ybr_into_rgb(rgb);
    return rgb;
}

std::array<int, 3> size_of(const gdcm::Image& image) {
    const auto length = [&](unsigned axis) { return static_cast<int>(image.GetDimension(axis)); };
    return {length(0), length(1), image.GetNumberOfDimensions() > 2 ? length(2) : 1};
}

// GDCM knows no spacing for these kinds of objects, though some have one.
bool lacks_spacing(const gdcm::File& file) {
    gdcm::MediaStorage kind;
    kind.SetFromFile(file);
    switch (kind) {
        case gdcm::MediaStorage::HardcopyGrayscaleImageStorage:
        case gdcm::MediaStorage::GEPrivate3DModelStorage:
        case gdcm::MediaStorage::Philips3D:
        case gdcm::MediaStorage::VideoEndoscopicImageStorage:
        case gdcm::MediaStorage::UltrasoundMultiFrameImageStorage:
        case gdcm::MediaStorage::UltrasoundImageStorage:
        case gdcm::MediaStorage::UltrasoundImageStorageRetired:
        case gdcm::MediaStorage::UltrasoundMultiFrameImageStorageRetired:
            return true;
        default:
            return false;
    }
}

// Their spacing between columns and between rows.
std::array<double, 2> own_spacing(const gdcm::DataSet& dataset) {
    using Spacing = gdcm::Attribute<0x0028, 0x0030>;  // PixelSpacing: between rows, between columns
    Spacing element = {{1, 1}};
    const bool has_one =
        dataset.FindDataElement(Spacing::GetTag()) && !dataset.GetDataElement(Spacing::GetTag()).IsEmpty();
    if (has_one) element.SetFromDataSet(dataset);
    return {element.GetValue(1), element.GetValue(0)};
}

GdcmPlace place_of(const gdcm::Image& image, const gdcm::File& file) {
    GdcmPlace place;
    std::copy_n(image.GetSpacing(), 3, place.spacing.begin());
    if (lacks_spacing(file)) {
        const auto [x, y] = own_spacing(file.GetDataSet());
        place.spacing = {x, y, 1};
    }
    std::copy_n(image.GetOrigin(), 3, place.origin.begin());
    for (std::size_t axis = 0; axis < 2; ++axis) {
        std::copy_n(image.GetDirectionCosines() + 3 * axis, 3, place.cosines[axis].begin());
    }
    return place;
}

}  // namespace

DicomPixels decode_with_gdcm(const DicomPixelsOf& wanted) {
    const fs::path& file = wanted.file;
    // Else GDCM leaves the scale of some kinds of images, radiographs among them, alone.
    gdcm::ImageHelper::SetForceRescaleInterceptSlope(true);
    ImageReader reader(wanted.is_unplaced);
    reader.SetFileName(file.c_str());
    if (!reader.Read()) throw ItemError(file.string() + ": its pixels cannot be read");
    gdcm::Image& image = reader.GetImage();
    DicomPixels pixels;
    pixels.place = place_of(image, reader.GetFile());
    make_pixels_whole(image, file);
    const std::vector<char> bytes = decoded(image, file);
    pixels.size = size_of(image);
    pixels.rescale = {image.GetSlope(), image.GetIntercept()};
    const auto count = static_cast<std::size_t>(pixels.size[0]) * static_cast<std::size_t>(pixels.size[1]) *
                       static_cast<std::size_t>(pixels.size[2]);
    pixels.rgb = colours(bytes, image);
    pixels.grey = grey_values(bytes, image, count);
    if (pixels.rgb.size() != 3 * count && pixels.grey.size() != count) {
        throw ItemError(file.string() +
                        ": its pixels are neither grey values of 1 to 32 bits nor unsigned colours of 8 or 16 bits; "
                        "convert it to one of those");
    }
    return pixels;
}

}  // namespace imis
