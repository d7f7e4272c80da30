// Compressed and coloured DICOM.
#include "dicom_cases.hpp"

using namespace imis;

namespace {

// An 8-bit picture without a scale, in place of the CT; its pixels are still to be put in.
void make_ultrasound(DcmDataset& dataset, const std::string& colours, int samples) {
    put(dataset, DCM_SOPClassUID, UID_UltrasoundImageStorage);
    put(dataset, DCM_PhotometricInterpretation, colours);
    delete dataset.remove(DCM_RescaleSlope);
    delete dataset.remove(DCM_RescaleIntercept);
    for (const auto& [tag, value] : {std::pair(DCM_SamplesPerPixel, samples),
                                     {DCM_BitsAllocated, 8},
                                     {DCM_BitsStored, 8},
                                     {DCM_HighBit, 7},
                                     {DCM_PixelRepresentation, 0}}) {
        REQUIRE(dataset.putAndInsertUint16(tag, static_cast<Uint16>(value)).good());
    }
    if (samples > 1) REQUIRE(dataset.putAndInsertUint16(DCM_PlanarConfiguration, 0).good());
}

}  // namespace

TEST_CASE("compressed DICOM gives the same values") {
    const std::map<std::string, const char*> syntaxes = {
        {"JPEG 2000", UID_JPEG2000LosslessOnlyTransferSyntax},
        {"JPEG-LS", UID_JPEGLSLosslessTransferSyntax},
        {"JPEG lossless", UID_JPEGProcess14SV1TransferSyntax},
        {"RLE", UID_RLELosslessTransferSyntax},
        {"deflated", UID_DeflatedExplicitVRLittleEndianTransferSyntax}};
    int compared = 0;
    for (const auto& [name, uid] : syntaxes) {
        for (const bool sign : {false, true}) {
            const TemporaryFolder folder;
            DicomSlices slices = oblique_slices();
            slices.geometry.size = {32, 24, 3};
            slices.has_sign = sign;
            slices.value = [](int i, int j, int k) { return 1000 * k + 31 * j + i * i; };
            slices.intercept = -1024;
            slices.slope = 2;
            const auto files = write_dicom_series(folder / "plain", slices);
            fs::create_directories(folder / "packed");
            bool converted = true;
            for (const auto& file : files) {
                converted = converted && convert_dicom(file, folder / "packed" / file.filename(), uid);
            }
            if (!converted) {
                WARN("this GDCM cannot write " << name);
                continue;
            }
            INFO(name << (sign ? ", signed" : ", unsigned"));
            CHECK(transfer_syntax(folder / "packed/001.dcm") == uid);
            const Volume plain = read_volume(folder / "plain");
            const Volume packed = read_volume(folder / "packed");
            CHECK(plain.grey == values_of(slices, {0, 1, 2}));
            CHECK(packed.grey == plain.grey);
            CHECK(packed.geometry == plain.geometry);
            ++compared;
        }
    }
    CHECK(compared >= 8);  // of 10; some builds of GDCM lack an encoder
}

TEST_CASE("pixels that can't be decoded are refused with their encoding") {
    const TemporaryFolder folder;
    DicomSlices slices = oblique_slices();
    slices.order = {0};
    const fs::path file = write_dicom_series(folder.path(), slices)[0];
    std::string bytes = read_text_file(file);
    const std::string known = "1.2.840.10008.1.2.1";
    const auto at = bytes.find(known + '\0');
    REQUIRE(at != std::string::npos);
    bytes.replace(at, known.size(), "1.2.840.10008.1.2.7");
    write_file_atomically(file, bytes);
    CHECK_THROWS_AS(read_volume(file), ItemError);
    CHECK_THROWS_WITH(read_volume(file), contains("001.dcm") && contains("transfer syntax: 1.2.840.10008.1.2.7"));
}

TEST_CASE("a palette gives colours") {
    const TemporaryFolder folder;
    DicomSlices slices = oblique_slices();
    slices.geometry.size = {4, 1, 1};
    slices.edit = [](DcmDataset& dataset) {
        make_ultrasound(dataset, "PALETTE COLOR", 1);
        const std::array<Uint8, 4> pixels = {0, 1, 255, 2};
        REQUIRE(dataset.putAndInsertUint8Array(DCM_PixelData, pixels.data(), pixels.size()).good());
        const std::array<Uint16, 3> descriptor = {256, 0, 16};
        const std::array<DcmTagKey, 3> descriptors = {DCM_RedPaletteColorLookupTableDescriptor,
                                                      DCM_GreenPaletteColorLookupTableDescriptor,
                                                      DCM_BluePaletteColorLookupTableDescriptor};
        const std::array<DcmTagKey, 3> tables = {DCM_RedPaletteColorLookupTableData,
                                                 DCM_GreenPaletteColorLookupTableData,
                                                 DCM_BluePaletteColorLookupTableData};
        for (std::size_t channel = 0; channel < 3; ++channel) {
            std::vector<Uint16> table(256);
            for (std::size_t i = 0; i < 256; ++i) {
                table[i] = static_cast<Uint16>(257 * (channel == 0 ? i : channel == 1 ? 255 - i : 128));
            }
            REQUIRE(dataset.putAndInsertUint16Array(descriptors[channel], descriptor.data(), 3).good());
            REQUIRE(dataset.putAndInsertUint16Array(tables[channel], table.data(), table.size()).good());
        }
    };
    const auto files = write_dicom_series(folder.path(), slices);
    const Volume volume = read_volume(files[0]);
    CHECK(volume.grey.empty());
    CHECK(volume.rgb == std::vector<std::uint8_t>{0, 255, 128, 1, 254, 128, 255, 0, 128, 2, 253, 128});
}

TEST_CASE("YBR colours come out as RGB") {
    const TemporaryFolder folder;
    DicomSlices slices = oblique_slices();
    slices.geometry.size = {2, 1, 1};
    slices.edit = [](DcmDataset& dataset) {
        make_ultrasound(dataset, "YBR_FULL", 3);
        const std::array<Uint8, 6> pixels = {76, 85, 255, 200, 128, 128};  // pure red, and grey
        REQUIRE(dataset.putAndInsertUint8Array(DCM_PixelData, pixels.data(), pixels.size()).good());
    };
    const Volume volume = read_volume(write_dicom_series(folder.path(), slices)[0]);
    const std::vector<int> expected = {255, 0, 0, 200, 200, 200};
    REQUIRE(volume.rgb.size() == expected.size());
    for (std::size_t i = 0; i < expected.size(); ++i) CHECK(std::abs(volume.rgb[i] - expected[i]) <= 2);
}
