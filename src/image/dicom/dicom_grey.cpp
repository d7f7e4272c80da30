#include "dicom_grey.hpp"

#include <cstdint>
#include <cstring>

#include <gdcmImageHelper.h>
#include <gdcmImageReader.h>

#include "imis/base/error.hpp"

namespace imis {
namespace {

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

// Empty where values are of another kind.
std::vector<float> scaled(const std::vector<char>& bytes, const gdcm::Image& image) {
    switch (image.GetPixelFormat().GetScalarType()) {
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

}  // namespace

std::vector<float> read_dicom_grey(const std::filesystem::path& file, std::size_t count) {
    // As ITK does: else GDCM leaves the scale of some kinds of images, radiographs among them, alone.
    gdcm::ImageHelper::SetForceRescaleInterceptSlope(true);
    gdcm::ImageReader reader;
    reader.SetFileName(file.c_str());
    if (!reader.Read()) throw ItemError(file.string() + ": its pixels cannot be read");
    const gdcm::Image& image = reader.GetImage();
    std::vector<char> bytes(image.GetBufferLength());
    if (!image.GetBuffer(bytes.data())) throw ItemError(file.string() + ": its pixels cannot be decoded");
    std::vector<float> values = scaled(bytes, image);
    if (values.size() != count) {
        throw ItemError(file.string() + ": its pixels are not grey values of 8, 16 or 32 bits; convert it to those");
    }
    return values;
}

}  // namespace imis
