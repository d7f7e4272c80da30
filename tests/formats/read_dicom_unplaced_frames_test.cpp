// Multi-frame DICOM whose frames have a size but no orientation, as secondary captures have: GDCM's reader ends the
// program over them where it was built with assertions.
#include <numeric>

#include "dicom_cases.hpp"

using namespace imis;

namespace {

void put_number(DcmItem& item, const DcmTagKey& tag, int value) {
    REQUIRE(item.putAndInsertUint16(tag, static_cast<Uint16>(value)).good());
}

void leave_out_places(DcmDataset& dataset) {
    put(dataset, DCM_SOPClassUID, UID_MultiframeGrayscaleWordSecondaryCaptureImageStorage);
    DcmItem* shared = nullptr;
    REQUIRE(dataset.findAndGetSequenceItem(DCM_SharedFunctionalGroupsSequence, shared).good());
    delete shared->remove(DCM_PlaneOrientationSequence);
    delete dataset.remove(DCM_PerFrameFunctionalGroupsSequence);
}

// Pixels of another kind, in place of the CT's.
void put_pixels(DcmDataset& dataset, const std::string& kind, int samples, int bits, const std::vector<Uint8>& bytes) {
    leave_out_places(dataset);
    put(dataset, DCM_PhotometricInterpretation, kind);
    put_number(dataset, DCM_SamplesPerPixel, samples);
    put_number(dataset, DCM_BitsAllocated, bits);
    put_number(dataset, DCM_BitsStored, bits);
    put_number(dataset, DCM_HighBit, bits - 1);
    put_number(dataset, DCM_PixelRepresentation, 0);
    DcmItem* shared = nullptr;
    REQUIRE(dataset.findAndGetSequenceItem(DCM_SharedFunctionalGroupsSequence, shared).good());
    delete shared->remove(DCM_PixelValueTransformationSequence);
    REQUIRE(dataset.putAndInsertUint8Array(DCM_PixelData, bytes.data(), bytes.size()).good());
}

// Two frames of 2 x 2 pixels.
DicomSlices two_frames() {
    DicomSlices slices = oblique_slices();
    slices.geometry.size = {2, 2, 2};
    return slices;
}

}  // namespace

TEST_CASE("frames without orientation have their values, scale and size") {
    for (const bool inverted : {false, true}) {
        const TemporaryFolder folder;
        DicomSlices slices = oblique_slices();
        slices.inverted = inverted;
        slices.slope = 2;
        slices.intercept = -100;
        slices.order = {2, 0, 1};
        slices.edit = leave_out_places;
        write_dicom_multiframe(folder / "capture.dcm", slices);
        const Volume volume = read_volume(folder / "capture.dcm");
        CHECK(volume.grey == values_of(slices, {2, 0, 1}));
        CHECK(volume.inverted == inverted);
        CHECK(volume.physical);
        VolumeGeometry unplaced;
        unplaced.size = {8, 6, 3};
        unplaced.spacing = {0.5, 0.75, 1};
        check_geometry(volume.geometry, unplaced);
    }
}

TEST_CASE("frames without orientation may be in a file that leaves the types of its elements out") {
    const TemporaryFolder folder;
    DicomSlices slices = oblique_slices();
    slices.edit = leave_out_places;
    write_dicom_multiframe(folder / "explicit.dcm", slices);
    DcmFileFormat format;
    REQUIRE(format.loadFile((folder / "explicit.dcm").c_str()).good());
    REQUIRE(format.loadAllDataIntoMemory().good());
    REQUIRE(format.saveFile((folder / "implicit.dcm").c_str(), EXS_LittleEndianImplicit).good());
    const Volume volume = read_volume(folder / "implicit.dcm");
    CHECK(volume.grey == values_of(slices, all_four));
    CHECK(volume.geometry == read_volume(folder / "explicit.dcm").geometry);
}

TEST_CASE("frames without orientation may be in colour, by pixels or by planes, as RGB or YBR") {
    const TemporaryFolder folder;
    const std::vector<std::uint8_t> expected = {255, 0, 0, 0, 255, 0, 0, 0, 255, 9, 9, 9,
                                                1,   2, 3, 4, 5,   6, 7, 8, 9,   3, 2, 1};
    const auto volume_of = [&](const std::string& kind, int by_planes, const std::vector<Uint8>& bytes) {
        DicomSlices slices = two_frames();
        slices.edit = [&](DcmDataset& dataset) {
            put_pixels(dataset, kind, 3, 8, bytes);
            put_number(dataset, DCM_PlanarConfiguration, by_planes);
        };
        write_dicom_multiframe(folder / "colours.dcm", slices);
        return read_volume(folder / "colours.dcm");
    };
    CHECK(volume_of("RGB", 0, expected).rgb == expected);
    CHECK(volume_of("RGB", 1, {255, 0, 0, 9, 0, 255, 0, 9, 0, 0, 255, 9, 1, 4, 7, 3, 2, 5, 8, 2, 3, 6, 9, 1}).rgb ==
          expected);
    // Luminance alone is grey; 76, 85, 255 is red.
    std::vector<Uint8> ybr(24, 128);
    for (const std::size_t at : {0U, 3U, 6U, 12U}) ybr[at] = static_cast<Uint8>(10 * at);
    std::ranges::copy(std::array<Uint8, 3>{76, 85, 255}, ybr.begin() + 9);
    const Volume volume = volume_of("YBR_FULL", 0, ybr);
    REQUIRE(volume.rgb.size() == 24);
    CHECK(std::vector(volume.rgb.begin() + 3, volume.rgb.begin() + 9) ==
          std::vector<std::uint8_t>{30, 30, 30, 60, 60, 60});
    CHECK(volume.rgb[9] >= 253);
    CHECK(volume.rgb[10] <= 2);
    CHECK(volume.rgb[11] <= 2);
}

TEST_CASE("of 16-bit colours of frames without orientation the high byte is read") {
    const TemporaryFolder folder;
    DicomSlices slices = two_frames();
    std::vector<Uint8> bytes(48, 0xff);
    for (std::size_t i = 0; i < 24; ++i) bytes[2 * i + 1] = static_cast<Uint8>(i);  // little-endian
    slices.edit = [&](DcmDataset& dataset) {
        put_pixels(dataset, "RGB", 3, 16, bytes);
        put_number(dataset, DCM_PlanarConfiguration, 0);
    };
    write_dicom_multiframe(folder / "deep.dcm", slices);
    std::vector<std::uint8_t> expected(24);
    std::iota(expected.begin(), expected.end(), std::uint8_t{0});
    CHECK(read_volume(folder / "deep.dcm").rgb == expected);
}

TEST_CASE("frames without orientation may have a palette") {
    const TemporaryFolder folder;
    DicomSlices slices = two_frames();
    slices.edit = [](DcmDataset& dataset) {
        put_pixels(dataset, "PALETTE COLOR", 1, 8, {0, 1, 1, 0, 0, 0, 0, 1});
        constexpr std::array<Uint16, 3> description = {256, 0, 8};  // entries, first value, bits
        for (const auto& [about, data, second] :
             {std::tuple(DCM_RedPaletteColorLookupTableDescriptor, DCM_RedPaletteColorLookupTableData, 200),
              {DCM_GreenPaletteColorLookupTableDescriptor, DCM_GreenPaletteColorLookupTableData, 100},
              {DCM_BluePaletteColorLookupTableDescriptor, DCM_BluePaletteColorLookupTableData, 50}}) {
            REQUIRE(dataset.putAndInsertUint16Array(about, description.data(), description.size()).good());
            std::vector<Uint16> entries(128);
            entries[0] = static_cast<Uint16>(second << 8 | 7);  // two entries a word
            REQUIRE(dataset.putAndInsertUint16Array(data, entries.data(), entries.size()).good());
        }
    };
    write_dicom_multiframe(folder / "palette.dcm", slices);
    const Volume volume = read_volume(folder / "palette.dcm");
    REQUIRE(volume.rgb.size() == 24);
    CHECK(std::vector(volume.rgb.begin(), volume.rgb.begin() + 6) == std::vector<std::uint8_t>{7, 7, 7, 200, 100, 50});
}

TEST_CASE("frames without orientation may have a bit a pixel") {
    const TemporaryFolder folder;
    DicomSlices slices = two_frames();
    slices.edit = [](DcmDataset& dataset) { put_pixels(dataset, "MONOCHROME2", 1, 1, {0b0110'1001, 0}); };
    write_dicom_multiframe(folder / "bits.dcm", slices);
    CHECK(read_volume(folder / "bits.dcm").grey == std::vector<float>{255, 0, 0, 255, 0, 255, 255, 0});
}

TEST_CASE("frames without orientation and with pixels of a strange kind are refused") {
    const TemporaryFolder folder;
    DicomSlices slices = two_frames();
    slices.edit = [](DcmDataset& dataset) {
        put_pixels(dataset, "RGB", 3, 32, std::vector<Uint8>(96));
        put_number(dataset, DCM_PlanarConfiguration, 0);
    };
    write_dicom_multiframe(folder / "deep.dcm", slices);
    CHECK_THROWS_AS(read_volume(folder / "deep.dcm"), ItemError);
    CHECK_THROWS_WITH(read_volume(folder / "deep.dcm"),
                      contains("deep.dcm") && contains("neither") && contains("transfer syntax"));
}
