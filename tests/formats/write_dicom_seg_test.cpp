// DICOM segmentations.
#include "dicom_seg_cases.hpp"

using namespace imis;

TEST_CASE("DICOM segmentation: frames hold their segment's pixels, place and source image") {
    const TemporaryFolder folder;
    DicomSlices slices = oblique_source();
    slices.order = {3, 1, 0, 2};
    const std::vector<fs::path> named = write_dicom_series(folder / "series", slices);
    const std::vector<fs::path> files = {named[2], named[1], named[3], named[0]};  // in the order of k
    const LabelVolume labels = two_objects(slices.geometry);
    write_dicom_seg(folder / "out/seg.dcm", labels, two_segments, {files, {}}, "IMIS-Net");

    ReadDataset read(folder / "out/seg.dcm");
    const std::vector<ReadFrame> frames = read_frames(read);
    const std::vector<std::vector<int>> segments_and_slices = {{1, 1}, {1, 2}, {2, 1}, {2, 2}, {2, 3}};
    REQUIRE(frames.size() == segments_and_slices.size());
    for (std::size_t index = 0; index < frames.size(); ++index) {
        const int segment = segments_and_slices[index][0];
        const int slice = segments_and_slices[index][1];
        INFO("segment " << segment << ", slice " << slice);
        CHECK(frames[index].segment == segment);
        CHECK(frames[index].pixels == expected_pixels(labels, segment, slice));
        CHECK(frames[index].instance == instance_of(files[static_cast<std::size_t>(slice)]));
        CHECK(frames[index].source_frame.empty());
        CHECK(frames[index].index == std::vector<int>{segment, slice});  // slice 0 has no frames, so ranks begin at 1
        check_near(frames[index].position, corner(labels.geometry, slice));
    }
    DcmItem& shared = ReadDataset::item(*read, DCM_SharedFunctionalGroupsSequence);
    check_near(
        ReadDataset::numbers(ReadDataset::item(shared, DCM_PlaneOrientationSequence), DCM_ImageOrientationPatient),
        {0.8, 0.6, 0, 0, 0, -1});
    DcmItem& measures = ReadDataset::item(shared, DCM_PixelMeasuresSequence);
    check_near(ReadDataset::numbers(measures, DCM_PixelSpacing), {0.9, 0.7});
    check_near(ReadDataset::numbers(measures, DCM_SliceThickness), {2.5});
    check_near(ReadDataset::numbers(measures, DCM_SpacingBetweenSlices), {2.5});
}

TEST_CASE("DICOM segmentation: DCMTK reads it back") {
    const TemporaryFolder folder;
    DicomSlices slices = oblique_source();
    const auto files = write_dicom_series(folder / "series", slices);
    write_dicom_seg(folder / "seg.dcm", two_objects(slices.geometry), two_segments, {files, {}}, "IMIS-Net");
    DcmSegmentation* loaded = nullptr;
    REQUIRE(DcmSegmentation::loadFile((folder / "seg.dcm").c_str(), loaded).good());
    const std::unique_ptr<DcmSegmentation> segmentation(loaded);
    CHECK(segmentation->check());
    CHECK(segmentation->getNumberOfSegments() == 2);
    CHECK(segmentation->getNumberOfFrames() == 5);
    CHECK(segmentation->getSegmentationType() == DcmSegTypes::ST_BINARY);
}

TEST_CASE("DICOM segmentation: slices of a sheared grid are as far apart as their planes") {
    const TemporaryFolder folder;
    DicomSlices slices = oblique_source();
    slices.geometry.axes = {{{1, 0, 0}, {0, 1, 0}, {0, 0.6, 0.8}}};  // gantry tilt
    const auto files = write_dicom_series(folder / "series", slices);
    write_dicom_seg(folder / "seg.dcm", two_objects(slices.geometry), two_segments, {files, {}}, "IMIS-Net");
    ReadDataset read(folder / "seg.dcm");
    DcmItem& shared = ReadDataset::item(*read, DCM_SharedFunctionalGroupsSequence);
    check_near(ReadDataset::numbers(ReadDataset::item(shared, DCM_PixelMeasuresSequence), DCM_SpacingBetweenSlices),
               {2.0});
    check_near(read_frames(read).back().position, corner(slices.geometry, 3));
}

TEST_CASE("DICOM segmentation: frames lie where the slices of an uneven series do") {
    const TemporaryFolder folder;
    DicomSlices slices = oblique_source();
    slices.geometry.size[2] = 6;
    slices.order = {0, 1, 2, 5};
    const auto files = write_dicom_series(folder / "series", slices);
    VolumeGeometry even = slices.geometry;
    even.size[2] = 4;
    even.spacing[2] *= 5.0 / 3;
    write_dicom_seg(folder / "seg.dcm", two_objects(even), two_segments, {files, {}}, "IMIS-Net");
    ReadDataset read(folder / "seg.dcm");
    const std::vector<ReadFrame> frames = read_frames(read);
    check_near(frames.front().position, corner(slices.geometry, 1));
    check_near(frames.back().position, corner(slices.geometry, 5));
}

TEST_CASE("DICOM segmentation: a segment without pixels has one empty frame") {
    const TemporaryFolder folder;
    DicomSlices slices = oblique_source();
    const auto files = write_dicom_series(folder / "series", slices);
    const std::vector<SegmentInfo> segments = {{"liver", false}, {"spleen", false}, {"absent", false}};
    write_dicom_seg(folder / "seg.dcm", two_objects(slices.geometry), segments, {files, {}}, "IMIS-Net");
    ReadDataset read(folder / "seg.dcm");
    const std::vector<ReadFrame> frames = read_frames(read);
    REQUIRE(frames.size() == 6);
    CHECK(frames.back().segment == 3);
    CHECK(frames.back().pixels == std::vector<int>(15, 0));
}

TEST_CASE("DICOM segmentation: segments say what they are and how they were found") {
    const TemporaryFolder folder;
    DicomSlices slices = oblique_source();
    const auto files = write_dicom_series(folder / "series", slices);
    std::string long_name;
    for (int i = 0; i < 70; ++i) long_name += "ä";
    const std::vector<SegmentInfo> segments = {{"L\u00e4sion\\rechts", false}, {"", true}, {long_name, false}};
    write_dicom_seg(folder / "seg.dcm", two_objects(slices.geometry), segments, {files, {}}, "Modell \u00dc");
    ReadDataset read(folder / "seg.dcm");
    CHECK(read.text(DCM_SpecificCharacterSet) == "ISO_IR 192");
    const auto segment = [&](long index) -> DcmItem& { return ReadDataset::item(*read, DCM_SegmentSequence, index); };
    CHECK(ReadDataset::text(segment(0), DCM_SegmentLabel) == "L\u00e4sion rechts");
    CHECK(ReadDataset::text(segment(0), DCM_SegmentAlgorithmType) == "SEMIAUTOMATIC");
    CHECK(ReadDataset::text(segment(0), DCM_SegmentAlgorithmName) == "Modell \u00dc");
    CHECK(ReadDataset::text(segment(1), DCM_SegmentLabel) == "Segment 2");
    CHECK(ReadDataset::text(segment(1), DCM_SegmentAlgorithmType) == "AUTOMATIC");
    CHECK(ReadDataset::text(segment(2), DCM_SegmentLabel) == long_name.substr(0, 2 * std::size_t{64}));
    Uint16 lightness = 0;  // of the palette's orange, 71 of 100
    REQUIRE(segment(0).findAndGetUint16(DCM_RecommendedDisplayCIELabValue, lightness, 0).good());
    CHECK(std::abs(lightness * 100.0 / 65535 - 71) < 1);
}

TEST_CASE("DICOM segmentation: belongs to the source's patient and study, in a series of its own") {
    const TemporaryFolder folder;
    DicomSlices slices = oblique_source();
    slices.patient_name = "M\xfcller^J\xf6rg";
    const auto files = write_dicom_series(folder / "series", slices);
    const LabelVolume labels = two_objects(slices.geometry);
    write_dicom_seg(folder / "a.dcm", labels, two_segments, {files, {}}, "IMIS-Net");
    write_dicom_seg(folder / "b.dcm", labels, two_segments, {files, {}}, "IMIS-Net");
    ReadDataset source(files.front());
    ReadDataset a(folder / "a.dcm");
    ReadDataset b(folder / "b.dcm");
    CHECK(a.text(DCM_PatientName) == "M\u00fcller^J\u00f6rg");
    CHECK(a.text(DCM_PatientID) == "P1");
    for (const DcmTagKey& tag : {DCM_StudyInstanceUID, DCM_FrameOfReferenceUID, DCM_StudyDate}) {
        CHECK(a.text(tag) == source.text(tag));
    }
    for (const DcmTagKey& tag : {DCM_SeriesInstanceUID, DCM_SOPInstanceUID}) {
        CHECK(a.text(tag) != source.text(tag));
        CHECK(a.text(tag) != b.text(tag));
    }
    CHECK(a.text(DCM_Modality) == "SEG");
    CHECK(a.text(DCM_Manufacturer) == "imis");
    DcmItem& series = ReadDataset::item(*a, DCM_ReferencedSeriesSequence);
    CHECK(ReadDataset::text(series, DCM_SeriesInstanceUID) == source.text(DCM_SeriesInstanceUID));
    CHECK(ReadDataset::text(ReadDataset::item(series, DCM_ReferencedInstanceSequence, 3),
                            DCM_ReferencedSOPInstanceUID) == instance_of(files[3]));
}

TEST_CASE("DICOM segmentation: sources that break DICOM's rules still give one that does not") {
    const TemporaryFolder folder;
    DicomSlices slices = oblique_source();
    slices.character_set = GENERATE("", "ISO_IR 192", "no such set");
    slices.patient_name = "M\xfcller";
    slices.edit = [](DcmDataset& dataset) {
        for (const auto& [tag, value] : {std::pair(DCM_PatientAge, "old"), std::pair(DCM_StudyDate, "tomorrow"),
                                         std::pair(DCM_StudyInstanceUID, ""), std::pair(DCM_SeriesInstanceUID, "")}) {
            REQUIRE(dataset.putAndInsertString(tag, value).good());
        }
    };
    const auto files = write_dicom_series(folder / "series", slices);
    write_dicom_seg(folder / "seg.dcm", two_objects(slices.geometry), two_segments, {files, {}}, "IMIS-Net");
    ReadDataset read(folder / "seg.dcm");
    CHECK(read.text(DCM_PatientName) == "M\u00fcller");
    CHECK(read.text(DCM_StudyDate).empty());
    CHECK_FALSE(ReadDataset::has(*read, DCM_PatientAge));
    CHECK_FALSE(read.text(DCM_StudyInstanceUID).empty());
    DcmItem& series = ReadDataset::item(*read, DCM_ReferencedSeriesSequence);
    CHECK_FALSE(ReadDataset::text(series, DCM_SeriesInstanceUID).empty());
}

TEST_CASE("DICOM segmentation: what was made from lossily compressed images says so") {
    const TemporaryFolder folder;
    DicomSlices slices = oblique_source();
    slices.edit = [](DcmDataset& dataset) {
        REQUIRE(dataset.putAndInsertString(DCM_LossyImageCompression, "01").good());
        REQUIRE(dataset.putAndInsertString(DCM_LossyImageCompressionRatio, "12.5").good());
    };
    const auto files = write_dicom_series(folder / "series", slices);
    write_dicom_seg(folder / "seg.dcm", two_objects(slices.geometry), two_segments, {files, {}}, "IMIS-Net");
    ReadDataset read(folder / "seg.dcm");
    CHECK(read.text(DCM_LossyImageCompression) == "01");
    CHECK(read.text(DCM_LossyImageCompressionRatio) == "12.5");
}

TEST_CASE("DICOM segmentation: frames of a multi-frame source are named") {
    const TemporaryFolder folder;
    DicomSlices slices = oblique_source();
    slices.order = {2, 0, 1, 3};
    write_dicom_multiframe(folder / "all.dcm", slices);
    const LabelVolume labels = two_objects(slices.geometry);
    write_dicom_seg(folder / "seg.dcm", labels, two_segments, {{folder / "all.dcm"}, {2, 3, 1, 4}}, "IMIS-Net");
    ReadDataset read(folder / "seg.dcm");
    const std::vector<ReadFrame> frames = read_frames(read);
    const std::vector<std::string> numbers = {"3", "1", "3", "1", "4"};
    REQUIRE(frames.size() == numbers.size());
    for (std::size_t index = 0; index < frames.size(); ++index) {
        CHECK(frames[index].source_frame == numbers[index]);
        CHECK(frames[index].instance == instance_of(folder / "all.dcm"));
    }
    check_near(frames.back().position, corner(slices.geometry, 3));
    DcmItem& series = ReadDataset::item(*read, DCM_ReferencedSeriesSequence);
    DcmItem* second = nullptr;
    CHECK(series.findAndGetSequenceItem(DCM_ReferencedInstanceSequence, second, 1).bad());  // one file
}

TEST_CASE("DICOM segmentation: without a frame of reference or positions it is placed by its source images alone") {
    const TemporaryFolder folder;
    DicomSlices slices = oblique_source();
    slices.geometry.size[2] = 1;
    const int lacking = GENERATE(0, 1);
    if (lacking == 0) slices.has_frame_of_reference = false;
    if (lacking == 1) slices.has_position = false;
    const auto files = write_dicom_series(folder / "series", slices);
    LabelVolume labels = two_objects(slices.geometry);
    std::fill(labels.labels.begin(), labels.labels.begin() + 4, std::uint8_t{1});
    write_dicom_seg(folder / "seg.dcm", labels, {{{"lung", false}}}, {files, {}}, "IMIS-Net");
    ReadDataset read(folder / "seg.dcm");
    CHECK_FALSE(ReadDataset::has(*read, DCM_FrameOfReferenceUID));
    CHECK(ReadDataset::has(*read, DCM_PatientOrientation));
    const std::vector<ReadFrame> frames = read_frames(read);
    REQUIRE(frames.size() == 1);
    CHECK(frames[0].position.empty());
    CHECK(frames[0].instance == instance_of(files[0]));
    CHECK(frames[0].pixels == expected_pixels(labels, 1, 0));
}

TEST_CASE("DICOM segmentation: what does not fit together is an error that says so") {
    const TemporaryFolder folder;
    DicomSlices slices = oblique_source();
    auto files = write_dicom_series(folder / "series", slices);
    LabelVolume labels = two_objects(slices.geometry);
    const fs::path path = folder / "seg.dcm";
    const auto write = [&] { write_dicom_seg(path, labels, two_segments, {files, {}}, "IMIS-Net"); };
    SECTION("fewer files than slices") {
        files.pop_back();
        CHECK_THROWS_WITH(write(), contains("has 4 slices") && contains("3 DICOM files"));
    }
    SECTION("no files") {
        files.clear();
        CHECK_THROWS_WITH(write(), contains("0 DICOM files"));
    }
    SECTION("files that begin elsewhere") {
        std::swap(files[0], files[1]);
        CHECK_THROWS_WITH(write(), contains("002.dcm") && contains("does not lie where slice 0"));
    }
    SECTION("files in another order") {
        std::swap(files[1], files[2]);
        CHECK_THROWS_WITH(write(), contains("002.dcm") && contains("does not lie where slice 2"));
    }
    SECTION("another orientation") {
        labels.geometry.axes = VolumeGeometry().axes;
        CHECK_THROWS_WITH(write(), contains("does not lie where slice 0"));
    }
    SECTION("another size") {
        std::swap(labels.geometry.size[0], labels.geometry.size[1]);
        CHECK_THROWS_WITH(write(), contains("5 x 3 pixels") && contains("3 x 5"));
    }
    SECTION("a label without description") {
        labels.labels[0] = 3;
        CHECK_THROWS_WITH(write(), contains("label 3") && contains("2 segments"));
    }
    SECTION("labels that are not as many as voxels") {
        labels.labels.pop_back();
        CHECK_THROWS_WITH(write(), contains("seg.dcm") && contains("59 labels for 5 x 3 x 4"));
    }
    SECTION("a source that is no DICOM") {
        write_file_atomically(files[2], std::string_view("x"));
        CHECK_THROWS_WITH(write(), contains("003.dcm"));
    }
    CHECK_FALSE(fs::exists(path));
}

TEST_CASE("DICOM segmentation: no segments, too many, or frames that a source has not are errors") {
    const TemporaryFolder folder;
    DicomSlices slices = oblique_source();
    write_dicom_multiframe(folder / "all.dcm", slices);
    const LabelVolume labels = two_objects(slices.geometry);
    const auto write = [&](std::size_t segments, const std::vector<int>& frames) {
        write_dicom_seg(folder / "seg.dcm", labels, std::vector<SegmentInfo>(segments), {{folder / "all.dcm"}, frames},
                        "IMIS-Net");
    };
    CHECK_THROWS_WITH(write(0, {}), contains("1 to 255 segments"));
    CHECK_THROWS_WITH(write(256, {}), contains("1 to 255 segments"));
    CHECK_THROWS_WITH(write(2, {1, 2, 3}), contains("3 frames for the 4 slices"));
    CHECK_THROWS_WITH(write(2, {1, 2, 3, 5}), contains("frames 1 to 4, not 5"));
    CHECK_NOTHROW(write(2, {}));
}

TEST_CASE("DICOM segmentation: where it can't be written, the error names the path") {
    const TemporaryFolder folder;
    DicomSlices slices = oblique_source();
    const auto files = write_dicom_series(folder / "series", slices);
    write_file_atomically(folder / "file", std::string_view("x"));
    CHECK_THROWS_WITH(
        write_dicom_seg(folder / "file/seg.dcm", two_objects(slices.geometry), two_segments, {files, {}}, "IMIS-Net"),
        contains("file"));
}

TEST_CASE("DICOM segmentation: of a real CT series", "[real-data]") {
    const auto series = test_data("volumes/ct_dicom/series");
    if (!series) return;
    const TemporaryFolder folder;
    for (const char* name : {"001.dcm", "002.dcm", "003.dcm"}) fs::copy_file(*series / name, folder / name);
    const Volume volume = read_volume(folder.path());
    LabelVolume labels{volume.geometry, std::vector<std::uint8_t>(volume.grey.size())};
    std::transform(volume.grey.begin(), volume.grey.end(), labels.labels.begin(), [](float value) {
        return static_cast<std::uint8_t>(value > 200 ? 1 : value > 0 ? 2 : 0);
    });
    const fs::path path = folder / "out/seg.dcm";
    write_dicom_seg(path, labels, two_segments, {volume.dicom_files, volume.dicom_frames}, "IMIS-Net");
    ReadDataset read(path);
    const std::vector<ReadFrame> frames = read_frames(read);
    REQUIRE(frames.size() == 6);
    for (const ReadFrame& frame : frames) {
        const int slice = frame.index.at(1) - 1;
        REQUIRE(has_pixels(labels, frame.segment, slice));
        CHECK(frame.pixels == expected_pixels(labels, frame.segment, slice));
        ReadDataset source(volume.dicom_files.at(static_cast<std::size_t>(slice)));
        check_near(frame.position, ReadDataset::numbers(*source, DCM_ImagePositionPatient));
    }
}
