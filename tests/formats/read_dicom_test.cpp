// One DICOM file with one frame.
#include "dicom_cases.hpp"

using namespace imis;

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

TEST_CASE("DICOM behind the head of a TIFF is DICOM") {
    const TemporaryFolder folder;
    DicomSlices slices = oblique_slices();
    slices.order = {1};
    const auto files = write_dicom_series(folder.path(), slices);
    std::string bytes = read_text_file(files[0]);
    bytes.replace(0, 8, std::string("II*\0\x54\x18\x08\0", 8));
    write_file_atomically(files[0], bytes);
    CHECK_FALSE(is_picture(files[0]));
    CHECK(read_volume(files[0]).grey == values_of(slices, {1}));
}

TEST_CASE("DICOM without its mark is read, with its types or without") {
    const TemporaryFolder folder;
    DicomSlices slices = oblique_slices();
    slices.order = {1};
    const auto files = write_dicom_series(folder.path(), slices);
    const Volume with_mark = read_volume(files[0]);
    DcmFileFormat format;
    REQUIRE(format.loadFile(files[0].c_str()).good());
    for (const auto& [syntax, name] :
         {std::pair(EXS_LittleEndianImplicit, "implicit"), std::pair(EXS_LittleEndianExplicit, "explicit")}) {
        INFO(name);
        const auto file = folder / name;
        REQUIRE(format.getDataset()->saveFile(file.c_str(), syntax).good());
        CHECK(read_text_file(file).substr(128, 4) != "DICM");
        const Volume volume = read_volume(file);
        CHECK(volume.grey == with_mark.grey);
        CHECK(volume.geometry == with_mark.geometry);
    }
}

TEST_CASE("what GDCM would end the program for is an error") {
    const TemporaryFolder folder;
    DicomSlices slices = oblique_slices();
    slices.order = {0};
    slices.edit = [](DcmDataset& dataset) { put(dataset, DCM_PhotometricInterpretation, "PALETTE COLOR"); };
    auto files = write_dicom_series(folder.path(), slices);
    CHECK_THROWS_AS(read_volume(files[0]), ItemError);
    CHECK_THROWS_WITH(read_volume(files[0]), contains("001.dcm") && contains("lacks the palette"));
    slices.edit = [](DcmDataset& dataset) { put(dataset, DCM_SOPClassUID, UID_RTDoseStorage); };
    files = write_dicom_series(folder.path(), slices);
    CHECK_THROWS_AS(read_volume(files[0]), ItemError);
    CHECK_THROWS_WITH(read_volume(files[0]), contains("001.dcm") && contains("how many frames"));
}

TEST_CASE("a file that ends GDCM's process is an error that names it, and others are read on") {
    const TemporaryFolder folder;
    DicomSlices slices = oblique_slices();
    int number = 0;
    slices.edit = [&](DcmDataset& dataset) {
        // Of two samples a pixel, which no kind of picture has.
        if (++number == 3) REQUIRE(dataset.putAndInsertUint16(DCM_SamplesPerPixel, 2).good());
    };
    const auto files = write_dicom_series(folder.path(), slices);
    for (const fs::path& input : {files[2], folder.path()}) {
        INFO(input);
        CHECK_THROWS_AS(read_volume(input), ItemError);
        CHECK_THROWS_WITH(read_volume(input), contains("003.dcm: its pixels") && contains("transfer syntax"));
        const std::string said = captured_stderr([&] {
            try {
                (void)read_volume(input);
            } catch (const ItemError&) {
            }
        });
        CHECK(said.empty());
    }
    CHECK(read_volume(files[1]).grey == values_of(slices, {1}));
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
    CHECK_THROWS_AS(read_volume(folder.path()), ItemError);
    CHECK_THROWS_WITH(read_volume(folder.path()), contains("holds no DICOM images"));
}
