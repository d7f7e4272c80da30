// DICOM files and series as volumes.
#include <algorithm>
#include <cmath>
#include <functional>
#include <map>

#include <dcmtk/config/osconfig.h>  // DCMTK wants it first
#include <dcmtk/dcmdata/dctk.h>

#include "captured_stderr.hpp"
#include "catch.hpp"
#include "dicom_files.hpp"
#include "imis/base/error.hpp"
#include "imis/base/files.hpp"
#include "imis/image/read_volume.hpp"
#include "imis/image/slices.hpp"
#include "itk_files.hpp"
#include "temporary_folder.hpp"

using namespace imis;
namespace fs = std::filesystem;

namespace {

// Oblique; stored values tell where they belong.
DicomSlices oblique_slices() {
    DicomSlices slices;
    slices.geometry.size = {8, 6, 4};
    slices.geometry.spacing = {0.5, 0.75, 2.5};
    slices.geometry.origin = {-10, 20, 30};
    slices.geometry.axes = {{{0.8, 0.6, 0}, {0, 0, -1}, {-0.6, 0.8, 0}}};
    slices.value = [](int i, int j, int k) { return 100 * k + 10 * j + i - 50; };
    return slices;
}

void check_near(const Vector3& a, const Vector3& b) {
    for (std::size_t row = 0; row < 3; ++row) CHECK(a[row] == Approx(b[row]).margin(1e-4));
}

void check_geometry(const VolumeGeometry& read, const VolumeGeometry& expected) {
    CHECK(read.size == expected.size);
    check_near(read.spacing, expected.spacing);
    check_near(read.origin, expected.origin);
    for (std::size_t axis = 0; axis < 3; ++axis) check_near(read.axes[axis], expected.axes[axis]);
}

// What the slices hold, scaled, of frames in the order given.
std::vector<float> values_of(const DicomSlices& slices, const std::vector<int>& order) {
    std::vector<float> values;
    for (const int k : order) {
        for (int j = 0; j < slices.geometry.size[1]; ++j) {
            for (int i = 0; i < slices.geometry.size[0]; ++i) {
                values.push_back(static_cast<float>(slices.value(i, j, k) * slices.slope + slices.intercept));
            }
        }
    }
    return values;
}

const std::vector<int> all_four = {0, 1, 2, 3};

void put(DcmItem& item, const DcmTagKey& tag, const std::string& value) {
    REQUIRE(item.putAndInsertString(tag, value.c_str()).good());
}

std::string text_of(const fs::path& file, const DcmTagKey& tag) {
    DcmFileFormat format;
    REQUIRE(format.loadFile(file.c_str()).good());
    OFString value;
    REQUIRE(format.getDataset()->findAndGetOFString(tag, value).good());
    return value.c_str();
}

std::string transfer_syntax(const fs::path& file) {
    DcmFileFormat format;
    REQUIRE(format.loadFile(file.c_str()).good());
    OFString value;
    REQUIRE(format.getMetaInfo()->findAndGetOFString(DCM_TransferSyntaxUID, value).good());
    return value.c_str();
}

// Reads and says what was said meanwhile.
std::pair<Volume, std::string> read_with_messages(const fs::path& path) {
    Volume volume;
    std::string said = captured_stderr([&] { volume = read_volume(path); });
    return {volume, said};
}

}  // namespace

TEST_CASE("one DICOM slice: values are rescaled, its place, size and window are known") {
    const TemporaryFolder folder;
    DicomSlices slices = oblique_slices();
    slices.slope = 2;
    slices.intercept = -1024;
    slices.window = Window{40, 400};
    slices.order = {1};
    const auto files = write_dicom_series(folder.path(), slices);
    const Volume volume = read_volume(files[0]);
    CHECK(volume.grey == values_of(slices, {1}));
    CHECK(volume.window == Window{40, 400});
    CHECK(volume.physical);
    CHECK_FALSE(volume.inverted);
    CHECK(volume.dicom_files == files);
    CHECK(volume.geometry.size == std::array{8, 6, 1});
    CHECK(volume.geometry.spacing[0] == Approx(0.5));
    CHECK(volume.geometry.spacing[1] == Approx(0.75));
    check_near(volume.geometry.origin, lps_from_index(slices.geometry, {0, 0, 1}));
    for (std::size_t axis = 0; axis < 3; ++axis) check_near(volume.geometry.axes[axis], slices.geometry.axes[axis]);
}

TEST_CASE("a slope that is no whole number is applied, to unsigned values too") {
    const TemporaryFolder folder;
    DicomSlices slices = oblique_slices();
    slices.has_sign = false;
    slices.value = [](int i, int j, int) { return 60000 + 100 * j + i; };
    slices.slope = 0.0625;
    slices.intercept = -0.5;
    slices.order = {0};
    CHECK(read_volume(write_dicom_series(folder.path(), slices)[0]).grey == values_of(slices, {0}));
}

TEST_CASE("MONOCHROME1 keeps its values and is marked as inverted") {
    const TemporaryFolder folder;
    for (const bool sign : {false, true}) {
        DicomSlices slices = oblique_slices();
        slices.has_sign = sign;
        slices.value = [](int i, int j, int k) { return 100 * k + 10 * j + i; };
        slices.inverted = true;
        slices.intercept = 5;
        const auto files = write_dicom_series(folder.path(), slices);
        const Volume one = read_volume(files[2]);
        CHECK(one.inverted);
        CHECK(one.grey == values_of(slices, {2}));
        const Volume all = read_volume(folder.path());
        CHECK(all.inverted);
        CHECK(all.grey == values_of(slices, all_four));
    }
}

TEST_CASE("MONOCHROME1 of 12 bits: the lowest values are shown white") {
    const TemporaryFolder folder;
    DicomSlices slices = oblique_slices();
    slices.has_sign = false;
    slices.value = [](int i, int, int) { return 512 * i; };  // 0 to 3584
    slices.inverted = true;
    slices.order = {0};
    slices.edit = [](DcmDataset& dataset) {
        put(dataset, DCM_SOPClassUID, UID_ComputedRadiographyImageStorage);
        REQUIRE(dataset.putAndInsertUint16(DCM_BitsStored, 12).good());
        REQUIRE(dataset.putAndInsertUint16(DCM_HighBit, 11).good());
    };
    const Volume volume = read_volume(write_dicom_series(folder.path(), slices)[0]);
    CHECK(volume.grey == values_of(slices, {0}));
    const Image picture = slice_image(volume, {0, 1, 2}, 0, {0, 3584});
    CHECK(picture.rgb.front() == 255);
    CHECK(picture.rgb.back() == 0);
}

TEST_CASE("a DICOM picture without place or pixel size is read all the same") {
    const TemporaryFolder folder;
    DicomSlices slices = oblique_slices();
    slices.has_position = false;
    slices.order = {1};
    slices.edit = [](DcmDataset& dataset) { delete dataset.remove(DCM_PixelSpacing); };
    const Volume volume = read_volume(write_dicom_series(folder.path(), slices)[0]);
    CHECK_FALSE(volume.physical);
    CHECK(volume.grey == values_of(slices, {1}));
    CHECK(volume.geometry.size == std::array{8, 6, 1});
    CHECK_THROWS_AS(read_volume(folder / "001.dcm", {1, ""}), UsageError);
    CHECK_NOTHROW(read_volume(folder / "001.dcm", {0, ""}));
}

TEST_CASE("slices of a series are sorted by their place, whatever their names and numbers") {
    for (const std::vector<int>& order : {all_four, {3, 2, 1, 0}, {2, 0, 3, 1}}) {
        const TemporaryFolder folder;
        DicomSlices slices = oblique_slices();
        slices.intercept = -1000;
        slices.order = order;
        const auto files = write_dicom_series(folder.path(), slices);
        const auto [volume, said] = read_with_messages(folder.path());
        check_geometry(volume.geometry, slices.geometry);
        CHECK(volume.grey == values_of(slices, all_four));
        CHECK(said.empty());
        REQUIRE(volume.dicom_files.size() == 4);
        for (std::size_t at = 0; at < 4; ++at) {
            CHECK(volume.dicom_files[static_cast<std::size_t>(order[at])] == files[at]);
        }
    }
}

TEST_CASE("every slice of a series has its own scale") {
    const TemporaryFolder folder;
    DicomSlices slices = oblique_slices();
    int file = 0;
    slices.edit = [&](DcmDataset& dataset) {
        put(dataset, DCM_RescaleIntercept, std::to_string(1000 * file));
        ++file;
    };
    write_dicom_series(folder.path(), slices);
    std::vector<float> expected = values_of(slices, all_four);
    for (std::size_t i = 0; i < expected.size(); ++i) expected[i] += static_cast<float>(1000 * (i / 48));
    CHECK(read_volume(folder.path()).grey == expected);
}

TEST_CASE("of several series in a folder one is chosen by its place in the list or its UID") {
    const TemporaryFolder folder;
    DicomSlices second = oblique_slices();
    second.edit = [](DcmDataset& dataset) {
        put(dataset, DCM_SeriesNumber, "12");
        put(dataset, DCM_SeriesDescription, "late phase");
    };
    second.intercept = 500;
    const auto files = write_dicom_series(folder / "a", second);
    DicomSlices first = oblique_slices();
    first.order = {0, 1};
    first.edit = [](DcmDataset& dataset) { put(dataset, DCM_SeriesNumber, "3"); };
    write_dicom_series(folder / "b", first);

    const std::string uid = text_of(files[0], DCM_SeriesInstanceUID);
    const auto all = find_dicom_series(folder.path());
    REQUIRE(all.size() == 2);
    CHECK(all[0].number == 3);
    CHECK(all[0].files.size() == 2);
    CHECK(all[1].number == 12);
    CHECK(all[1].uid == uid);
    CHECK(all[1].description == "late phase");
    CHECK(all[1].modality == "CT");
    CHECK(all[1].size == Size{6, 8});
    CHECK(all[1].files == files);

    CHECK_THROWS_AS(read_volume(folder.path()), UsageError);
    CHECK_THROWS_WITH(read_volume(folder.path()), contains("2 series") && contains("--series") &&
                                                      contains("1: CT '', 2 files of 8 x 6") &&
                                                      contains("2: CT 'late phase', 4 files of 8 x 6, UID " + uid));
    CHECK(read_volume(folder.path(), {{}, "1"}).geometry.size[2] == 2);
    CHECK(read_volume(folder.path(), {{}, "2"}).grey == values_of(second, all_four));
    CHECK(read_volume(folder.path(), {{}, uid}).grey == values_of(second, all_four));
    CHECK_THROWS_AS(read_volume(folder.path(), {{}, "3"}), UsageError);
    CHECK_THROWS_WITH(read_volume(folder.path(), {{}, "1.2.3"}),
                      contains("--series 1.2.3: none") && contains("late phase"));
}

TEST_CASE("a localizer with the series' UID is told apart by how it lies") {
    const TemporaryFolder folder;
    const auto files = write_dicom_series(folder / "a", oblique_slices());
    const std::string uid = text_of(files[0], DCM_SeriesInstanceUID);
    DicomSlices localizer = oblique_slices();
    localizer.geometry.axes = {{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}};
    localizer.order = {0};
    localizer.edit = [&](DcmDataset& dataset) { put(dataset, DCM_SeriesInstanceUID, uid); };
    write_dicom_series(folder / "b", localizer);

    const auto all = find_dicom_series(folder.path());
    REQUIRE(all.size() == 2);
    const bool localizer_first = all[0].files.size() == 1;
    CHECK(read_volume(folder.path(), {{}, localizer_first ? "2" : "1"}).geometry.size[2] == 4);
    CHECK_THROWS_WITH(read_volume(folder.path(), {{}, uid}), contains("more than one"));
}

TEST_CASE("slices whose direction differs by rounding are one series") {
    const TemporaryFolder folder;
    DicomSlices slices = oblique_slices();
    slices.geometry.axes = {{{0.995, 0.0998749, 0}, {0, 0, -1}, {-0.0998749, 0.995, 0}}};
    int file = 0;
    slices.edit = [&](DcmDataset& dataset) {
        const std::string x = file++ % 2 == 0 ? "0.99500001" : "0.99499999";
        put(dataset, DCM_ImageOrientationPatient, x + "\\0.0998749\\0\\0\\0\\-1");
    };
    write_dicom_series(folder.path(), slices);
    CHECK(find_dicom_series(folder.path()).size() == 1);
    CHECK(read_volume(folder.path()).geometry.size[2] == 4);
}

TEST_CASE("points in time at the same places are chosen by their number") {
    const TemporaryFolder folder;
    DicomSlices slices = oblique_slices();
    slices.order = {0, 1, 2, 3, 0, 1, 2, 3};
    int file = 0;
    slices.edit = [&](DcmDataset& dataset) { put(dataset, DCM_RescaleIntercept, file++ < 4 ? "0" : "7000"); };
    const auto files = write_dicom_series(folder.path(), slices);
    CHECK_THROWS_AS(read_volume(folder.path()), UsageError);
    CHECK_THROWS_WITH(read_volume(folder.path()), contains("2 volumes") && contains("--frame 1"));
    CHECK_THROWS_AS(read_volume(folder.path(), {2, ""}), UsageError);
    CHECK(read_volume(folder.path(), {0, ""}).grey == values_of(slices, all_four));
    slices.intercept = 7000;
    const Volume late = read_volume(folder.path(), {1, ""});
    CHECK(late.grey == values_of(slices, all_four));
    CHECK(late.dicom_files == std::vector<fs::path>(files.begin() + 4, files.end()));
}

TEST_CASE("places with more slices than others make no volume") {
    const TemporaryFolder folder;
    DicomSlices slices = oblique_slices();
    slices.order = {0, 1, 2, 3, 1};
    write_dicom_series(folder.path(), slices);
    CHECK_THROWS_AS(read_volume(folder.path()), ItemError);
    CHECK_THROWS_WITH(read_volume(folder.path()), contains("more slices than others"));
}

TEST_CASE("a missing slice is warned of") {
    const TemporaryFolder folder;
    DicomSlices slices = oblique_slices();
    slices.order = {0, 1, 3};
    write_dicom_series(folder.path(), slices);
    const auto [volume, said] = read_with_messages(folder.path());
    CHECK(volume.grey == values_of(slices, {0, 1, 3}));
    CHECK(volume.geometry.spacing[2] == Approx(3.75));
    CHECK_THAT(said, contains("warning") && contains(folder.path().string()) && contains("2.5 mm apart"));
}

TEST_CASE("a tilted gantry is warned of") {
    const TemporaryFolder folder;
    DicomSlices slices = oblique_slices();
    slices.geometry.axes = {{{1, 0, 0}, {0, 1, 0}, {0, 0.6, 0.8}}};  // slices are moved along y
    write_dicom_series(folder.path(), slices);
    const auto [volume, said] = read_with_messages(folder.path());
    CHECK(volume.geometry.spacing[2] == Approx(2));
    check_near(volume.geometry.axes[2], {0, 0, 1});
    CHECK_THAT(said, contains("4.5 mm beside the first"));
}

TEST_CASE("other files in the folder are passed over, damaged DICOM with a warning") {
    const TemporaryFolder folder;
    const DicomSlices slices = oblique_slices();
    const auto files = write_dicom_series(folder.path(), slices);
    write_file_atomically(folder / "README.txt", std::string_view("words"));
    write_file_atomically(folder / "000.dcm", std::string_view(""));
    write_file_atomically(folder / "DICOMDIR", std::string(128, '\0') + "DICM" + std::string(3, '\x07'));
    fs::copy_file(files[0], folder / "damaged.dcm");
    fs::resize_file(folder / "damaged.dcm", 400);
    const auto [volume, said] = read_with_messages(folder.path());
    CHECK(volume.grey == values_of(slices, all_four));
    CHECK_THAT(said, contains("damaged.dcm") && contains("passed over"));
}

TEST_CASE("a slice whose pixels are cut off is an error with its name") {
    const TemporaryFolder folder;
    const auto files = write_dicom_series(folder.path(), oblique_slices());
    fs::resize_file(files[1], fs::file_size(files[1]) - 10);
    CHECK_THROWS_AS(read_volume(files[1]), ItemError);
    CHECK_THROWS_WITH(read_volume(files[1]), contains("002.dcm"));
    // In a folder it is passed over with two warnings: of itself, and of the gap that it leaves.
    const auto [volume, said] = read_with_messages(folder.path());
    CHECK(volume.geometry.size[2] == 3);
    CHECK_THAT(said, contains("002.dcm") && contains("passed over") && contains("slices may be missing"));
}

TEST_CASE("DICOM without pixels says so") {
    const TemporaryFolder folder;
    DicomSlices slices = oblique_slices();
    slices.order = {0};
    slices.edit = [](DcmDataset& dataset) {
        delete dataset.remove(DCM_PixelData);
        put(dataset, DCM_Modality, "SR");
    };
    const auto files = write_dicom_series(folder.path(), slices);
    CHECK_THROWS_AS(read_volume(files[0]), ItemError);
    CHECK_THROWS_WITH(read_volume(files[0]), contains("001.dcm") && contains("without pixels (SR)"));
    CHECK(find_dicom_series(folder.path()).empty());
    CHECK_THROWS_AS(read_volume(folder.path()), ItemError);
    CHECK_THROWS_WITH(read_volume(folder.path()), contains("holds no DICOM images"));
}

TEST_CASE("slices of a series without places make no volume") {
    const TemporaryFolder folder;
    DicomSlices slices = oblique_slices();
    slices.has_position = false;
    write_dicom_series(folder.path(), slices);
    CHECK_THROWS_AS(read_volume(folder.path()), ItemError);
    CHECK_THROWS_WITH(read_volume(folder.path()), contains("001.dcm") && contains("give one file"));
}

TEST_CASE("frames of a multi-frame file are sorted by their place") {
    const TemporaryFolder folder;
    DicomSlices slices = oblique_slices();
    slices.slope = 2;
    slices.intercept = -100;
    slices.window = Window{10, 20};
    slices.order = {2, 0, 3, 1};
    write_dicom_multiframe(folder / "all.dcm", slices);
    for (const fs::path& input : {folder / "all.dcm", folder.path()}) {
        const Volume volume = read_volume(input);
        check_geometry(volume.geometry, slices.geometry);
        CHECK(volume.grey == values_of(slices, all_four));
        CHECK(volume.window == Window{10, 20});
        CHECK(volume.dicom_files == std::vector{folder / "all.dcm"});
        CHECK(volume.dicom_frames == std::vector{2, 4, 1, 3});
    }
}

TEST_CASE("frames at the same places are points in time") {
    const TemporaryFolder folder;
    DicomSlices slices = oblique_slices();
    slices.order = {0, 1, 2, 3, 3, 2, 1, 0};
    write_dicom_multiframe(folder / "all.dcm", slices);
    CHECK_THROWS_AS(read_volume(folder / "all.dcm"), UsageError);
    CHECK_THROWS_AS(read_volume(folder / "all.dcm", {2, ""}), UsageError);
    const Volume late = read_volume(folder / "all.dcm", {1, ""});
    CHECK(late.grey == values_of(slices, all_four));
    CHECK(late.dicom_frames == std::vector{8, 7, 6, 5});
}

TEST_CASE("every frame has its own scale") {
    const TemporaryFolder folder;
    DicomSlices slices = oblique_slices();
    slices.order = {3, 1, 2, 0};
    slices.edit = [](DcmDataset& dataset) {
        DcmItem* shared = nullptr;
        REQUIRE(dataset.findAndGetSequenceItem(DCM_SharedFunctionalGroupsSequence, shared).good());
        delete shared->remove(DCM_PixelValueTransformationSequence);
        for (long frame = 0; frame < 4; ++frame) {
            DcmItem* groups = nullptr;
            DcmItem* scale = nullptr;
            REQUIRE(dataset.findAndGetSequenceItem(DCM_PerFrameFunctionalGroupsSequence, groups, frame).good());
            REQUIRE(groups->findOrCreateSequenceItem(DCM_PixelValueTransformationSequence, scale, 0).good());
            put(*scale, DCM_RescaleSlope, std::to_string(frame + 2));
            put(*scale, DCM_RescaleIntercept, std::to_string(-10 * frame - 7));
            put(*scale, DCM_RescaleType, "US");
        }
    };
    write_dicom_multiframe(folder / "all.dcm", slices);
    std::vector<float> expected;
    for (const int k : all_four) {
        const auto frame = std::ranges::find(slices.order, k) - slices.order.begin();
        DicomSlices scaled = slices;
        scaled.slope = static_cast<double>(frame + 2);
        scaled.intercept = static_cast<double>(-10 * frame - 7);
        const auto values = values_of(scaled, {k});
        expected.insert(expected.end(), values.begin(), values.end());
    }
    CHECK(read_volume(folder / "all.dcm").grey == expected);
}

TEST_CASE("frames without places stay in their order") {
    const TemporaryFolder folder;
    DicomSlices slices = oblique_slices();
    slices.has_position = false;
    slices.slope = 1;
    slices.order = {2, 0, 1};
    slices.edit = [](DcmDataset& dataset) {
        put(dataset, DCM_SOPClassUID, UID_UltrasoundMultiframeImageStorage);
        delete dataset.remove(DCM_SharedFunctionalGroupsSequence);
        delete dataset.remove(DCM_PerFrameFunctionalGroupsSequence);
    };
    write_dicom_multiframe(folder / "cine.dcm", slices);
    const Volume volume = read_volume(folder / "cine.dcm");
    CHECK(volume.geometry.size == std::array{8, 6, 3});
    CHECK(volume.grey == values_of(slices, {2, 0, 1}));
    CHECK_FALSE(volume.physical);
    CHECK_THROWS_WITH(read_volume(folder / "cine.dcm", {1, ""}), contains("--slice axial:N"));
}

TEST_CASE("compressed DICOM gives the same values") {
    const std::map<std::string, const char*> syntaxes = {
        {"JPEG 2000", UID_JPEG2000LosslessOnlyTransferSyntax},
        {"JPEG-LS", UID_JPEGLSLosslessTransferSyntax},
        {"JPEG lossless", UID_JPEGProcess14SV1TransferSyntax},
        {"RLE", UID_RLELosslessTransferSyntax},
        {"deflated", UID_DeflatedExplicitVRLittleEndianTransferSyntax}};
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
        }
    }
}

TEST_CASE("a palette gives colours") {
    const TemporaryFolder folder;
    DicomSlices slices = oblique_slices();
    slices.geometry.size = {4, 1, 1};
    slices.edit = [](DcmDataset& dataset) {
        put(dataset, DCM_SOPClassUID, UID_UltrasoundImageStorage);
        put(dataset, DCM_PhotometricInterpretation, "PALETTE COLOR");
        delete dataset.remove(DCM_RescaleSlope);
        delete dataset.remove(DCM_RescaleIntercept);
        for (const auto& [tag, value] :
             {std::pair(DCM_BitsAllocated, 8), {DCM_BitsStored, 8}, {DCM_HighBit, 7}, {DCM_PixelRepresentation, 0}}) {
            REQUIRE(dataset.putAndInsertUint16(tag, static_cast<Uint16>(value)).good());
        }
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
        put(dataset, DCM_SOPClassUID, UID_UltrasoundImageStorage);
        put(dataset, DCM_PhotometricInterpretation, "YBR_FULL");
        delete dataset.remove(DCM_RescaleSlope);
        delete dataset.remove(DCM_RescaleIntercept);
        for (const auto& [tag, value] : {std::pair(DCM_SamplesPerPixel, 3),
                                         {DCM_PlanarConfiguration, 0},
                                         {DCM_BitsAllocated, 8},
                                         {DCM_BitsStored, 8},
                                         {DCM_HighBit, 7},
                                         {DCM_PixelRepresentation, 0}}) {
            REQUIRE(dataset.putAndInsertUint16(tag, static_cast<Uint16>(value)).good());
        }
        const std::array<Uint8, 6> pixels = {76, 85, 255, 200, 128, 128};  // pure red, and grey
        REQUIRE(dataset.putAndInsertUint8Array(DCM_PixelData, pixels.data(), pixels.size()).good());
    };
    const Volume volume = read_volume(write_dicom_series(folder.path(), slices)[0]);
    const std::vector<int> expected = {255, 0, 0, 200, 200, 200};
    REQUIRE(volume.rgb.size() == expected.size());
    for (std::size_t i = 0; i < expected.size(); ++i) CHECK(std::abs(volume.rgb[i] - expected[i]) <= 2);
}
