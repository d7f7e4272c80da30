#include "imis/formats/write_dicom_seg.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <limits>
#include <memory>

#include <dcmtk/config/osconfig.h>
#include <dcmtk/dcmdata/dctk.h>
#include <dcmtk/dcmiod/cielabutil.h>
#include <dcmtk/dcmiod/iodreferences.h>
#include <dcmtk/dcmseg/segdoc.h>
#include <dcmtk/dcmseg/segment.h>

#include "dcmtk_terms.hpp"
#include "imis/base/error.hpp"
#include "imis/base/files.hpp"
#include "imis/base/version.hpp"
#include "imis/image/palette.hpp"
#include "segmentation_groups.hpp"
#include "segmented_source.hpp"

namespace imis {
namespace {

namespace fs = std::filesystem;

constexpr const char* description = "Segmentation by imis";
constexpr const char* series_number = "300";

void check_volume(const fs::path& path, const LabelVolume& labels, std::size_t segments) {
    constexpr int longest_side = std::numeric_limits<Uint16>::max();
    const auto& size = labels.geometry.size;
    if (*std::min_element(size.begin(), size.end()) < 1 || std::max(size[0], size[1]) > longest_side ||
        static_cast<std::int64_t>(labels.labels.size()) != labels.geometry.voxels()) {
        throw Error(path.string() + ": the label map has " + std::to_string(labels.labels.size()) + " labels for " +
                    size_text(labels.geometry) + " voxels; DICOM needs at least one and at most 65535 along a side");
    }
    if (segments < 1 || segments > max_label) {
        throw Error(path.string() + ": a segmentation holds 1 to " + std::to_string(max_label) + " segments, not " +
                    std::to_string(segments));
    }
}

std::unique_ptr<DcmSegmentation> make_segmentation(const fs::path& path, const VolumeGeometry& geometry) {
    DcmSegmentation* made = nullptr;
    const OFCondition result = DcmSegmentation::createBinarySegmentation(
        made, static_cast<Uint16>(geometry.size[1]), static_cast<Uint16>(geometry.size[0]),
        IODGeneralEquipmentModule::EquipmentInfo("imis", "imis", "0", version()),
        ContentIdentificationMacro("1", "SEGMENTATION", description, ""));
    std::unique_ptr<DcmSegmentation> segmentation(made);
    require(result, path, "the DICOM segmentation cannot be started");
    return segmentation;
}

// The source's equipment comes along with its study; ours made the segmentation.
void set_equipment(const fs::path& path, DcmSegmentation& segmentation, const std::string& algorithm) {
    segmentation.getEquipment().clearData();
    require(segmentation.setEquipmentInfo(IODGeneralEquipmentModule::EquipmentInfo("imis", algorithm, "0", version()),
                                          OFFalse),  // the check takes texts to be ASCII
            path, "what made it cannot be stored");
}

void set_series(const fs::path& path, DcmSegmentation& segmentation) {
    constexpr const char* step = "its series cannot be described";
    OFString date;
    OFString time;
    require(DcmDate::getCurrentDate(date), path, step);
    require(DcmTime::getCurrentTime(time), path, step);
    IODGeneralSeriesModule& series = segmentation.getSeries();
    require(series.setSeriesNumber(series_number), path, step);
    require(series.setSeriesDescription(description), path, step);
    require(series.setSeriesDate(date), path, step);
    require(series.setSeriesTime(time), path, step);
}

// DCMTK thinks the frame of reference is mandatory, which it is only where no source images are referred to (PS3.3
// A.51.3).
void drop_frame_of_reference(DcmDataset& patient, DcmSegmentation& segmentation) {
    (void)patient.findAndDeleteElement(DCM_FrameOfReferenceUID);
    const OFString module = segmentation.getFrameOfReference().getName();
    for (const DcmTagKey& tag : {DCM_FrameOfReferenceUID, DCM_PositionReferenceIndicator}) {
        auto optional = std::make_unique<IODRule>(tag, "1", "3", module, DcmIODTypes::IE_FOR);
        if (segmentation.getRules()->addRule(optional.get(), OFTrue)) static_cast<void>(optional.release());
    }
}

// Patient, study and, where the frames are placed, the frame of reference.
void take_over_patient(const fs::path& path, DcmDataset& patient, DcmSegmentation& segmentation, bool placed) {
    if (!placed) drop_frame_of_reference(patient, segmentation);
    require(segmentation.importFromSourceImage(patient), path, "the patient cannot be copied from the source");
    segmentation.ensureInstanceUIDs(OFTrue);
}

std::array<Uint16, 3> cielab_colour(int label) {
    const std::array<std::uint8_t, 3> rgb = label_colour(label);
    std::array<double, 3> lab{};
    IODCIELabUtil::rgb2DicomLab(lab[0], lab[1], lab[2], rgb[0] / 255.0, rgb[1] / 255.0, rgb[2] / 255.0);
    std::array<Uint16, 3> stored{};
    std::transform(lab.begin(), lab.end(), stored.begin(),
                   [](double value) { return static_cast<Uint16>(std::lround(std::clamp(value, 0.0, 65535.0))); });
    return stored;
}

std::unique_ptr<DcmSegment> make_segment(const fs::path& path, const SegmentInfo& info, int label,
                                         const std::string& algorithm) {
    constexpr const char* step = "its segments cannot be described";
    // SNOMED's most general code among DICOM's categories: a target may be an organ as well as a lesion.
    const CodeSequenceMacro tissue("85756007", "SCT", "Tissue");
    const auto type = info.automatic ? DcmSegTypes::SAT_AUTOMATIC : DcmSegTypes::SAT_SEMIAUTOMATIC;
    const std::string name = dicom_long_string(info.name);
    DcmSegment* made = nullptr;
    const OFCondition result = DcmSegment::create(made, "Segment", tissue, tissue, type, "imis");
    std::unique_ptr<DcmSegment> segment(made);
    require(result, path, step);
    // Set afterwards because the checks of create() take texts to be ASCII.
    require(segment->setSegmentLabel(name.empty() ? "Segment " + std::to_string(label) : name, OFFalse), path, step);
    require(segment->setSegmentAlgorithm(type, algorithm, OFFalse), path, step);
    const auto [lightness, a, b] = cielab_colour(label);
    require(segment->setRecommendedDisplayCIELabValue(lightness, a, b), path, step);
    return segment;
}

void add_segments(const fs::path& path, DcmSegmentation& segmentation, std::span<const SegmentInfo> segments,
                  const std::string& algorithm) {
    int label = 0;
    for (const SegmentInfo& info : segments) {
        std::unique_ptr<DcmSegment> segment = make_segment(path, info, ++label, algorithm);
        Uint16 number = 0;
        require(segmentation.addSegment(segment.get(), number), path, "a segment cannot be added");
        static_cast<void>(segment.release());  // the segmentation's from here on
    }
}

std::string new_uid() {
    std::array<char, 100> uid{};
    return dcmGenerateUniqueIdentifier(uid.data());
}

// The list of all source images, by series.
void add_references(const fs::path& path, DcmSegmentation& segmentation, const SegmentedSource& source) {
    OFString study;
    require(segmentation.getStudy().getStudyInstanceUID(study), path, "its study has no UID");
    const std::string series = source.series_uid.empty() ? new_uid() : source.series_uid;
    IODReferences references;
    std::string previous;
    std::size_t wanted = 0;
    for (const SourceImage& image : source.slices) {
        if (image.instance_uid == previous) continue;  // the frames of one file
        previous = image.instance_uid;
        ++wanted;
        auto reference = std::make_unique<IODImageReference>("", study, series, image.instance_uid, image.class_uid);
        if (references.add(reference.get())) static_cast<void>(reference.release());
    }
    if (segmentation.getCommonInstanceReference().addReferences(references) != wanted) {
        throw Error(path.string() +
                    ": its source images cannot be referred to because their UIDs are invalid; write .nii.gz instead");
    }
}

// An image made from a lossily compressed one counts as such; DCMTK always says the opposite.
void take_over_compression(DcmDataset& patient, DcmDataset& dataset) {
    OFString lossy;
    if (patient.findAndGetOFString(DCM_LossyImageCompression, lossy).bad() || lossy != "01") return;
    for (const DcmTagKey& tag :
         {DCM_LossyImageCompression, DCM_LossyImageCompressionRatio, DCM_LossyImageCompressionMethod}) {
        (void)patient.findAndInsertCopyOfElement(tag, &dataset);
    }
}

// Required where nothing else says how the patient lies in the picture, if only as unknown.
void put_patient_orientation(const fs::path& path, DcmDataset& patient, DcmDataset& dataset) {
    if (patient.findAndInsertCopyOfElement(DCM_PatientOrientation, &dataset).good()) return;
    require(dataset.insertEmptyElement(DCM_PatientOrientation), path, "its orientation cannot be stored");
}

void put_pixels(const fs::path& path, DcmDataset& dataset, const std::vector<std::uint8_t>& packed) {
    if (packed.size() > std::numeric_limits<Uint32>::max() - 1) {
        throw Error(path.string() + ": the frames take more than 4 GiB, DICOM's limit; write .nii.gz instead");
    }
    require(dataset.putAndInsertUint8Array(DCM_PixelData, packed.data(), packed.size()), path,
            "its pixels cannot be stored");
}

void fill_dataset(const fs::path& path, DcmSegmentation& segmentation, DcmDataset& dataset) {
    // Written first because texts are checked as they are written.
    require(dataset.putAndInsertString(DCM_SpecificCharacterSet, "ISO_IR 192"), path, "its texts cannot be stored");
    // DCMTK 3.6.7 ignores the result of its own check of the groups.
    if (!segmentation.getFunctionalGroups().check()) {
        throw Error(path.string() + ": its frames are not described as DICOM requires; write .nii.gz instead");
    }
    require(segmentation.writeDataset(dataset), path, "its data set cannot be made");
}

}  // namespace

void write_dicom_seg(const fs::path& path, const LabelVolume& labels, std::span<const SegmentInfo> segments,
                     const DicomSource& source, const std::string& algorithm) {
    silence_dcmtk();
    check_volume(path, labels, segments.size());
    const std::string clean_name = dicom_long_string(algorithm);
    const std::string method = clean_name.empty() ? "imis" : clean_name;
    const SegmentedSource images = find_source_images(source, labels.geometry);
    const std::vector<SegmentFrame> frames = segment_frames(labels, static_cast<int>(segments.size()));

    const std::unique_ptr<DcmSegmentation> segmentation = make_segmentation(path, labels.geometry);
    const std::unique_ptr<DcmFileFormat> first = read_patient(source.files.front(), *segmentation->getRules());
    DcmDataset& patient = *first->getDataset();
    const bool placed = images.placed && patient.tagExistsWithValue(DCM_FrameOfReferenceUID);
    take_over_patient(path, patient, *segmentation, placed);
    set_equipment(path, *segmentation, method);
    set_series(path, *segmentation);
    add_segments(path, *segmentation, segments, method);
    add_references(path, *segmentation, images);
    if (placed) add_shared_groups(*segmentation, labels.geometry, path);
    add_dimensions(*segmentation, placed, path);
    add_frames(*segmentation, labels, frames, images, placed, path);

    DcmFileFormat file;
    fill_dataset(path, *segmentation, *file.getDataset());
    // DCMTK 3.6.7 loses bits between frames whose number of pixels is not a multiple of eight.
    put_pixels(path, *file.getDataset(), packed_frames(labels, frames));
    if (!placed) put_patient_orientation(path, patient, *file.getDataset());
    take_over_compression(patient, *file.getDataset());
    write_file_atomically(path, [&](const fs::path& beside) {
        const OFCondition saved = file.saveFile(beside.c_str(), EXS_LittleEndianExplicit);
        if (saved.bad()) throw Error(path.string() + ": cannot be written: " + saved.text());
    });
}

}  // namespace imis
