#include "dicom_header.hpp"

#include <algorithm>
#include <cstring>
#include <span>
#include <utility>

#include <dcmtk/config/osconfig.h>
#include <dcmtk/dcmdata/dctk.h>

#include "dcmtk_terms.hpp"
#include "imis/base/error.hpp"
#include "imis/base/files.hpp"

namespace imis {
namespace {

// Larger elements, above all pixels, stay in the file.
constexpr Uint32 loaded_bytes = 65536;

std::string text(DcmItem& item, const DcmTagKey& tag) {
    OFString value;
    if (item.findAndGetOFString(tag, value).bad()) return {};
    return {value.c_str(), value.length()};
}

std::optional<double> number(DcmItem& item, const DcmTagKey& tag, unsigned long position = 0) {
    Float64 value = 0;
    if (item.findAndGetFloat64(tag, value, position).bad()) return std::nullopt;
    return value;
}

template <std::size_t count>
std::optional<std::array<double, count>> numbers(DcmItem& item, const DcmTagKey& tag) {
    std::array<double, count> values{};
    for (std::size_t i = 0; i < count; ++i) {
        const auto value = number(item, tag, static_cast<unsigned long>(i));
        if (!value) return std::nullopt;
        values[i] = *value;
    }
    return values;
}

int whole_number(DcmItem& item, const DcmTagKey& tag, int otherwise) {
    Sint32 from_string = 0;  // IS
    if (item.findAndGetSint32(tag, from_string).good()) return from_string;
    Uint16 value = 0;  // US
    return item.findAndGetUint16(tag, value).good() ? value : otherwise;
}

// DICOM's window, whose edges lie half a value further in than ours (PS3.3 C.11.2.1.2.1): less than one value.
std::optional<Window> window_of(DcmItem& item) {
    const auto centre = number(item, DCM_WindowCenter);
    const auto width = number(item, DCM_WindowWidth);
    if (!centre || !width || !(*width > 0)) return std::nullopt;
    return Window{*centre, *width};
}

DcmItem* first_item(DcmItem& item, const DcmTagKey& sequence) {
    DcmItem* found = nullptr;
    return item.findAndGetSequenceItem(sequence, found, 0).good() ? found : nullptr;
}

// A value that stands in a functional group of the frame, or in the one that all frames share.
class FrameGroups {
public:
    FrameGroups(DcmItem* shared, DcmItem* frame) : shared_(shared), frame_(frame) {}

    [[nodiscard]] DcmItem* group(const DcmTagKey& sequence) const {
        for (DcmItem* item : {frame_, shared_}) {
            if (item == nullptr) continue;
            if (DcmItem* found = first_item(*item, sequence)) return found;
        }
        return nullptr;
    }

    [[nodiscard]] std::optional<DicomFrame> frame() const {
        DcmItem* position = group(DCM_PlanePositionSequence);
        DcmItem* orientation = group(DCM_PlaneOrientationSequence);
        DcmItem* measures = group(DCM_PixelMeasuresSequence);
        if (position == nullptr || orientation == nullptr || measures == nullptr) return std::nullopt;
        const auto corner = numbers<3>(*position, DCM_ImagePositionPatient);
        const auto cosines = numbers<6>(*orientation, DCM_ImageOrientationPatient);
        const auto spacing = numbers<2>(*measures, DCM_PixelSpacing);  // between rows, between columns
        if (!corner || !cosines || !spacing) return std::nullopt;
        const auto& c = *cosines;
        return DicomFrame{*corner,
                          {{{c[0], c[1], c[2]}, {c[3], c[4], c[5]}}},
                          {(*spacing)[1], (*spacing)[0]},
                          rescale().value_or(Rescale{})};
    }

    [[nodiscard]] std::optional<Rescale> rescale() const {
        DcmItem* values = group(DCM_PixelValueTransformationSequence);
        if (values == nullptr) return std::nullopt;
        return Rescale{number(*values, DCM_RescaleSlope).value_or(1),
                       number(*values, DCM_RescaleIntercept).value_or(0)};
    }

private:
    DcmItem* shared_;
    DcmItem* frame_;
};

FrameGroups groups_of(DcmItem& dataset, int frame) {
    DcmItem* own = nullptr;
    (void)dataset.findAndGetSequenceItem(DCM_PerFrameFunctionalGroupsSequence, own, frame);
    return {first_item(dataset, DCM_SharedFunctionalGroupsSequence), own};
}

// The frames of an enhanced multi-frame object; none where one of them lacks its place.
std::vector<DicomFrame> enhanced_frames(DcmItem& dataset, int count) {
    std::vector<DicomFrame> frames;
    for (int index = 0; index < count; ++index) {
        const auto frame = groups_of(dataset, index).frame();
        if (!frame) return {};
        frames.push_back(*frame);
    }
    return frames;
}

// The frames of a multi-frame object that does not say which way they lie. Slides say it in other elements.
std::optional<UnplacedFrames> unplaced_frames(DcmItem& dataset, const DicomHeader& header) {
    if (header.sop_class_uid == UID_VLWholeSlideMicroscopyImageStorage) return std::nullopt;
    const FrameGroups groups = groups_of(dataset, 0);
    DcmItem* measures = groups.group(DCM_PixelMeasuresSequence);
    DcmItem* orientation = groups.group(DCM_PlaneOrientationSequence);
    for (DcmItem* item : {orientation, &dataset}) {
        if (item != nullptr && numbers<6>(*item, DCM_ImageOrientationPatient)) return std::nullopt;
    }
    const auto spacing = measures == nullptr ? std::nullopt : numbers<2>(*measures, DCM_PixelSpacing);
    if (!spacing) return std::nullopt;
    UnplacedFrames frames{{(*spacing)[1], (*spacing)[0]}, {}};
    for (int frame = 0; frame < header.frames; ++frame) frames.rescale.push_back(groups_of(dataset, frame).rescale());
    return frames;
}

// The one frame of a classic object.
std::vector<DicomFrame> classic_frame(DcmItem& dataset) {
    const auto position = numbers<3>(dataset, DCM_ImagePositionPatient);
    const auto c = numbers<6>(dataset, DCM_ImageOrientationPatient);
    const auto spacing = numbers<2>(dataset, DCM_PixelSpacing);
    if (!position || !c || !spacing) return {};
    return {
        {*position, {{{(*c)[0], (*c)[1], (*c)[2]}, {(*c)[3], (*c)[4], (*c)[5]}}}, {(*spacing)[1], (*spacing)[0]}, {}}};
}

// The window of the first frame, where functional groups hold it.
std::optional<Window> enhanced_window(DcmItem& dataset) {
    DcmItem* group = groups_of(dataset, 0).group(DCM_FrameVOILUTSequence);
    return group == nullptr ? std::nullopt : window_of(*group);
}

// An instance's UID. Some anonymisers empty it but leave that of the file's own header.
std::string instance_text(DcmFileFormat& format, const DcmTagKey& tag, const DcmTagKey& tag_in_file_header) {
    const std::string value = text(*format.getDataset(), tag);
    return value.empty() ? text(*format.getMetaInfo(), tag_in_file_header) : value;
}

// As the file names it; this version of DCMTK may not know it.
std::string transfer_syntax_name(DcmFileFormat& format) {
    const std::string uid = text(*format.getMetaInfo(), DCM_TransferSyntaxUID);
    if (uid.empty()) return DcmXfer(format.getDataset()->getOriginalXfer()).getXferName();
    const char* name = dcmFindNameOfUID(uid.c_str(), nullptr);
    return name == nullptr ? uid : name;
}

bool knows_pixel_size(DcmItem& dataset, const DicomHeader& header) {
    return !header.planes.empty() || header.unplaced || dataset.tagExistsWithValue(DCM_PixelSpacing) ||
           dataset.tagExistsWithValue(DCM_ImagerPixelSpacing) ||
           dataset.tagExistsWithValue(DCM_NominalScannedPixelSpacing);
}

// GDCM, which decodes the pixels, fails an assertion where these are missing: said here in words that help.
void check_for_gdcm(DcmItem& dataset, const DicomHeader& header) {
    const auto lacks = [&](const DcmTagKey& tag) { return !dataset.tagExistsWithValue(tag); };
    if (header.sop_class_uid == UID_RTDoseStorage && lacks(DCM_NumberOfFrames)) {
        throw ItemError(header.file.string() + ": is an RT Dose that doesn't say how many frames it has");
    }
    const auto lacks_palette = [&](const DcmTagKey& whole, const DcmTagKey& segmented) {
        return lacks(whole) && lacks(segmented);
    };
    if (text(dataset, DCM_PhotometricInterpretation) != "PALETTE COLOR") return;
    if (lacks_palette(DCM_RedPaletteColorLookupTableData, DCM_SegmentedRedPaletteColorLookupTableData) ||
        lacks_palette(DCM_GreenPaletteColorLookupTableData, DCM_SegmentedGreenPaletteColorLookupTableData) ||
        lacks_palette(DCM_BluePaletteColorLookupTableData, DCM_SegmentedBluePaletteColorLookupTableData)) {
        throw ItemError(header.file.string() + ": lacks the palette of its colours");
    }
}

// Whether a file without the mark starts with an element of the groups that come first (2 and 8), in little-endian
// order: its tag, then its type in two letters or a length.
bool starts_with_data_element(std::span<const std::byte> start) {
    const auto byte = [&](std::size_t at) { return std::to_integer<int>(start[at]); };
    const bool first_group = (byte(0) == 2 || byte(0) == 8) && byte(1) == 0;
    if (!first_group || byte(3) != 0) return false;
    const auto is_letter = [&](std::size_t at) { return byte(at) >= 'A' && byte(at) <= 'Z'; };
    const bool short_length = byte(4) < 128 && byte(4) % 2 == 0 && byte(5) == 0 && byte(6) == 0 && byte(7) == 0;
    return (is_letter(4) && is_letter(5)) || short_length;
}

}  // namespace

bool is_dicom(const std::filesystem::path& file) {
    const auto start = read_start(file, 132);
    if (start.size() < 132) return false;
    return std::memcmp(start.data() + 128, "DICM", 4) == 0 || starts_with_data_element(start);
}

DicomHeader read_dicom_header(const std::filesystem::path& file) {
    silence_dcmtk();
    DcmFileFormat format;
    const OFCondition loaded = format.loadFile(file.c_str(), EXS_Unknown, EGL_noChange, loaded_bytes);
    if (loaded.bad()) {
        throw ItemError(file.string() + ": cannot be read as DICOM: " + loaded.text() + "; the file may be truncated");
    }
    DcmDataset& dataset = *format.getDataset();
    DicomHeader header;
    header.file = file;
    header.has_pixels = dataset.tagExists(DCM_PixelData);
    header.sop_class_uid = instance_text(format, DCM_SOPClassUID, DCM_MediaStorageSOPClassUID);
    header.sop_instance_uid = instance_text(format, DCM_SOPInstanceUID, DCM_MediaStorageSOPInstanceUID);
    header.series_uid = text(dataset, DCM_SeriesInstanceUID);
    header.description = text(dataset, DCM_SeriesDescription);
    header.modality = text(dataset, DCM_Modality);
    header.transfer_syntax = transfer_syntax_name(format);
    header.series_number = whole_number(dataset, DCM_SeriesNumber, 0);
    header.rows = whole_number(dataset, DCM_Rows, 0);
    header.columns = whole_number(dataset, DCM_Columns, 0);
    header.frames = std::max(1, whole_number(dataset, DCM_NumberOfFrames, 1));
    header.inverted = text(dataset, DCM_PhotometricInterpretation) == "MONOCHROME1";
    header.window = window_of(dataset);
    if (!header.window) header.window = enhanced_window(dataset);
    header.planes = enhanced_frames(dataset, header.frames);
    if (header.planes.empty() && header.frames == 1) header.planes = classic_frame(dataset);
    header.unplaced = unplaced_frames(dataset, header);
    header.physical = knows_pixel_size(dataset, header);
    if (header.has_pixels) check_for_gdcm(dataset, header);
    return header;
}

}  // namespace imis
