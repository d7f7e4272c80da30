// The test helper is checked here, so that a failing test of a reader is the reader's.
#include "dicom_files.hpp"

#include <dcmtk/config/osconfig.h>  // DCMTK wants it first
#include <dcmtk/dcmdata/dctk.h>

#include "catch.hpp"
#include "imis/base/temporary_folder.hpp"

using namespace imis;
namespace fs = std::filesystem;

namespace {

DicomSlices oblique_series() {
    DicomSlices slices;
    slices.geometry.size = {4, 3, 2};
    slices.geometry.spacing = {0.5, 0.75, 2};
    slices.geometry.origin = {-10, 20, 30};
    slices.geometry.axes = {{{0.8, 0.6, 0}, {0, 0, -1}, {-0.6, 0.8, 0}}};
    slices.value = [](int i, int j, int k) { return 100 * k + 10 * j + i - 50; };
    return slices;
}

std::string text_of(DcmItem& item, const DcmTagKey& tag) {
    OFString text;
    item.findAndGetOFStringArray(tag, text, OFTrue);
    return text.c_str();
}

}  // namespace

TEST_CASE("test series: slices lie in the files in the order that is asked for") {
    const TemporaryFolder folder;
    DicomSlices slices = oblique_series();
    slices.order = {1, 0};
    const std::vector<fs::path> paths = write_dicom_series(folder.path(), slices);
    REQUIRE(paths == std::vector<fs::path>{folder / "001.dcm", folder / "002.dcm"});
    DcmFileFormat file;
    REQUIRE(file.loadFile(paths[0].c_str()).good());
    DcmDataset& dataset = *file.getDataset();
    CHECK(text_of(dataset, DCM_ImagePositionPatient) == "-11.2\\21.6\\30");
    CHECK(text_of(dataset, DCM_ImageOrientationPatient) == "0.8\\0.6\\0\\0\\0\\-1");
    CHECK(text_of(dataset, DCM_PixelSpacing) == "0.75\\0.5");
    const Uint16* values = nullptr;
    unsigned long count = 0;
    REQUIRE(dataset.findAndGetUint16Array(DCM_PixelData, values, &count).good());
    REQUIRE(count == 12);
    CHECK(static_cast<std::int16_t>(values[0]) == 50);
    CHECK(static_cast<std::int16_t>(values[6]) == 62);  // i = 2, j = 1, k = 1
}

TEST_CASE("test multi-frame file: every frame has its own position") {
    const TemporaryFolder folder;
    DicomSlices slices = oblique_series();
    slices.order = {1, 0, 1};
    write_dicom_multiframe(folder / "all.dcm", slices);
    DcmFileFormat file;
    REQUIRE(file.loadFile((folder / "all.dcm").c_str()).good());
    DcmDataset& dataset = *file.getDataset();
    CHECK(text_of(dataset, DCM_NumberOfFrames) == "3");
    DcmItem* frame = nullptr;
    REQUIRE(dataset.findAndGetSequenceItem(DCM_PerFrameFunctionalGroupsSequence, frame, 1).good());
    CHECK(text_of(*frame, DCM_ImagePositionPatient) == "-10\\20\\30");
}
