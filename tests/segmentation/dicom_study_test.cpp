// A DICOM series as study, and segmentations that refer to it.
#include <dcmtk/config/osconfig.h>  // DCMTK wants it first
#include <dcmtk/dcmdata/dctk.h>

#include "../formats/dicom_files.hpp"
#include "catch.hpp"
#include "imis/base/error.hpp"
#include "imis/segmentation/output_files.hpp"
#include "segmented_objects.hpp"

using namespace imis;

namespace {

// 6 x 4 x 3 voxels of stored values from 0 to 14.
DicomSlices ramp_slices(std::optional<Window> window) {
    DicomSlices slices;
    slices.geometry = {{6, 4, 3}, {1, 2, 3}, {-5, 6, 7}, {{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}}};
    slices.value = [](int i, int j, int k) { return i + j + 3 * k; };
    slices.window = window;
    return slices;
}

class DicomStudy {
public:
    explicit DicomStudy(std::optional<Window> window = {}) {
        std::filesystem::create_directory(series());
        write_dicom_series(series(), ramp_slices(window));
    }
    [[nodiscard]] Study open(const std::string& words = "") const {
        StudyOptions options;
        if (!words.empty()) options.window = parse_window(words);
        return {series(), options};
    }
    [[nodiscard]] std::filesystem::path series() const { return folder_ / "series"; }
    [[nodiscard]] std::filesystem::path folder() const { return folder_.path(); }

private:
    TemporaryFolder folder_;
};

int grey(const Study& study, int x, int y, int slice) {
    const Image image = study.image(study.axes({}), slice);
    return image.rgb[3 * static_cast<std::size_t>(y * image.size.width + x)];
}

}  // namespace

TEST_CASE("a DICOM series is shown with its own window where that is asked for") {
    const DicomStudy files(Window{5, 4});
    const Study own = files.open("dicom");
    CHECK(grey(own, 3, 0, 0) == 0);
    CHECK(grey(own, 5, 2, 0) == 255);
    CHECK(grey(own, 5, 0, 0) == Approx(128).margin(1));
    CHECK(grey(files.open(), 3, 0, 0) > 0);  // percentiles otherwise
    CHECK(own.dicom_files().size() == 3);
    CHECK(own.physical());
    CHECK(own.slice_name(own.axes({}), 1) == "axial:1");
}

TEST_CASE("a DICOM series that names no window says so") {
    const DicomStudy files;
    CHECK_THROWS_AS(files.open("dicom"), UsageError);
    CHECK_THROWS_WITH(files.open("dicom"), contains("names no window; give CENTRE,WIDTH or percentiles"));
}

TEST_CASE("masks on a DICOM series become a DICOM segmentation") {
    const DicomStudy files;
    const Study study = files.open();
    const SliceAxes axial{0, 1, 2};
    const std::vector<SegmentedObject> objects = {
        segmented_object("liver", axial, {{1, drawn_mask({"##....", "......", "......", "......"})}}),
        segmented_object("kidney", axial,
                         {{0, drawn_mask({"......", "...#..", "......", "......"})},
                          {2, drawn_mask({"......", "...#..", "......", "......"})}})};
    const auto file = files.folder() / "masks.dcm";
    CHECK_NOTHROW(check_output(file, study, 2, prompted_slices(objects), false));
    write_output(file, study, objects, "imis-tiny");
    DcmFileFormat written;
    REQUIRE(written.loadFile(file.c_str()).good());
    OFString text;
    REQUIRE(written.getDataset()->findAndGetOFString(DCM_NumberOfFrames, text).good());
    CHECK(text == "3");
    for (const auto& [segment, name] : {std::pair{0L, "liver"}, {1L, "kidney"}}) {
        DcmItem* item = nullptr;
        REQUIRE(written.getDataset()->findAndGetSequenceItem(DCM_SegmentSequence, item, segment).good());
        REQUIRE(item->findAndGetOFString(DCM_SegmentLabel, text).good());
        CHECK(text == name);
    }
}
