// Multi-frame DICOM files.
#include "dicom_cases.hpp"

using namespace imis;

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
    CHECK_THROWS_WITH(read_volume(folder / "cine.dcm", {1, ""}), contains("frame 1") && contains("axial slices"));
}
