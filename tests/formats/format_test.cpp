// The endings of files' names.
#include "imis/formats/format.hpp"

#include <filesystem>

#include "catch.hpp"
#include "test_data.hpp"

using namespace imis;

TEST_CASE("a file's ending says its format, and what masks are in it") {
    const auto masks_in = [](const char* name) { return ending_of(name).value().masks; };
    CHECK(masks_in("a.png") == MaskFile::picture);
    CHECK(masks_in("a.NII.GZ") == MaskFile::label_volume);
    CHECK(masks_in("a.nii") == MaskFile::label_volume);
    CHECK(masks_in("a.b.nrrd") == MaskFile::label_volume);
    CHECK(masks_in("a.mha") == MaskFile::label_volume);
    CHECK(masks_in("a.dcm") == MaskFile::dicom_segmentation);
    CHECK(masks_in("a.json") == MaskFile::coco);
    CHECK(masks_in("a.geojson") == MaskFile::geojson);
    for (const char* name : {"a.jpg", "a.hdr", "a.mhd", "a.img.gz"}) {
        CAPTURE(name);
        CHECK_FALSE(masks_in(name));
    }
    for (const char* name : {"a", "a.gz", ".png", "png", "a.png/b", "a.mgz"}) {
        CAPTURE(name);
        CHECK_FALSE(ending_of(name));
    }
    CHECK(ending_of("a.nii.gz")->format == Format::nifti);
    CHECK(ending_of("a.nii.gz")->length == 7);
}

TEST_CASE("endings and formats are listed for messages") {
    CHECK(mask_endings() == ".png, .nii.gz, .nii, .nrrd, .mha, .dcm (DICOM segmentation), .json (COCO) or .geojson");
    CHECK(image_formats() == "PNG, JPEG, BMP, TIFF, NIfTI, NRRD, MetaImage and DICOM");
}

TEST_CASE("a suffix goes before the ending") {
    CHECK(with_suffix("out/liver.nii.gz", "candidate 2") == "out/liver_candidate_2.nii.gz");
    CHECK(with_suffix("liver.png", "axial:57") == "liver_axial_57.png");
    CHECK(with_suffix("logits.npy", "a/b") == "logits_a_b.npy");
    CHECK(with_suffix("liver", "x-1") == "liver_x-1");
    CHECK(with_suffix("liver.png", "r\xc3\xa9nal") == "liver_r\xc3\xa9nal.png");
}

TEST_CASE("a name without its ending loses that alone") {
    CHECK(name_without_ending("a/liver.nii.gz") == "liver");
    CHECK(name_without_ending("liver.PNG") == "liver");
    CHECK(name_without_ending("scan.jpeg") == "scan");
    CHECK(name_without_ending("scan.tif") == "scan");
    CHECK(name_without_ending("scan.mhd") == "scan");
    CHECK(name_without_ending("scan.dcm") == "scan");
    CHECK(name_without_ending("scan") == "scan");
    // Folders of DICOM series are named by UIDs, whose last numbers tell them apart.
    CHECK(name_without_ending("1.2.840.113") == "1.2.840.113");
    CHECK(name_without_ending("case.v2") == "case.v2");
}
