// DICOM series as volumes.
#include "dicom_cases.hpp"

using namespace imis;

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
    CHECK_THROWS_AS(read_volume(folder.path()), UsageError);
    CHECK_THROWS_WITH(read_volume(folder.path()), contains("2 series") && contains("by its number or UID") &&
                                                      contains("1: CT '', 2 files of 8 x 6") &&
                                                      contains("2: CT 'late phase', 4 files of 8 x 6, UID " + uid));
    CHECK(read_volume(folder.path(), {{}, "1"}).geometry.size[2] == 2);
    CHECK(read_volume(folder.path(), {{}, "2"}).grey == values_of(second, all_four));
    CHECK(read_volume(folder.path(), {{}, uid}).grey == values_of(second, all_four));
    CHECK_THROWS_AS(read_volume(folder.path(), {{}, "3"}), UsageError);
    CHECK_THROWS_WITH(read_volume(folder.path(), {{}, "1.2.3"}),
                      contains("series 1.2.3: none") && contains("late phase"));
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

    CHECK_THROWS_WITH(read_volume(folder.path()), contains("2 series"));
    const int slices_of_1 = read_volume(folder.path(), {{}, "1"}).geometry.size[2];
    const int slices_of_2 = read_volume(folder.path(), {{}, "2"}).geometry.size[2];
    CHECK(std::min(slices_of_1, slices_of_2) == 1);
    CHECK(std::max(slices_of_1, slices_of_2) == 4);
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
    CHECK_THROWS_WITH(read_volume(folder.path()), contains("2 frames") && contains("frame 1"));
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

TEST_CASE("other files in the folder are skipped, damaged DICOM with a warning") {
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
    CHECK_THAT(said, contains("damaged.dcm") && contains("skipped"));
}

TEST_CASE("a slice whose pixels are cut off is an error with its name") {
    const TemporaryFolder folder;
    const auto files = write_dicom_series(folder.path(), oblique_slices());
    fs::resize_file(files[1], fs::file_size(files[1]) - 10);
    CHECK_THROWS_AS(read_volume(files[1]), ItemError);
    CHECK_THROWS_WITH(read_volume(files[1]), contains("002.dcm"));
    // In a folder it is skipped with two warnings: of itself, and of the gap that it leaves.
    const auto [volume, said] = read_with_messages(folder.path());
    CHECK(volume.geometry.size[2] == 3);
    CHECK_THAT(said, contains("002.dcm") && contains("skipped") && contains("slices may be missing"));
}

TEST_CASE("slices of a series without places make no volume") {
    const TemporaryFolder folder;
    DicomSlices slices = oblique_slices();
    slices.has_position = false;
    write_dicom_series(folder.path(), slices);
    CHECK_THROWS_AS(read_volume(folder.path()), ItemError);
    CHECK_THROWS_WITH(read_volume(folder.path()), contains("001.dcm") && contains("give one file"));
}
