#include "segmented_source.hpp"

#include <cmath>
#include <utility>

#include <dcmtk/dcmdata/dctk.h>

#include "dcmtk_terms.hpp"
#include "dicom_header.hpp"
#include "imis/base/error.hpp"

namespace imis {
namespace {

namespace fs = std::filesystem;

Error mismatch(const fs::path& file, const std::string& problem) {
    return Error(file.string() + ": " + problem + "; give the images that were segmented, or write .nii.gz instead");
}

void check_size(const DicomHeader& header, const VolumeGeometry& geometry) {
    if (header.columns == geometry.size[0] && header.rows == geometry.size[1]) return;
    throw mismatch(header.file, "has " + to_string(Size{header.rows, header.columns}) +
                                    " pixels, a slice of the label map " +
                                    to_string(Size{geometry.size[1], geometry.size[0]}));
}

bool is_parallel(const DicomFrame& plane, const VolumeGeometry& geometry) {
    constexpr double cosine = 0.999;
    return dot(plane.axes[0], geometry.axes[0]) > cosine && dot(plane.axes[1], geometry.axes[1]) > cosine;
}

// Grids are evenly spaced and upright where series need not be: slices have to begin where the grid does and come in
// its order, no more than that.
void check_place(const SegmentedSource& before, const DicomFrame& plane, const VolumeGeometry& geometry,
                 const fs::path& file) {
    const bool first = before.slices.empty();
    const Vector3 step = plane.position - (first ? geometry.origin : before.slices.back().position);
    const bool in_order =
        first ? std::sqrt(dot(step, step)) <= geometry.spacing[2] / 2 : dot(step, geometry.axes[2]) > 0;
    if (in_order && is_parallel(plane, geometry)) return;
    throw mismatch(file, "does not lie where slice " + std::to_string(before.slices.size()) + " of the label map does");
}

// The frame of each slice, from 1.
std::vector<int> frame_numbers(const DicomHeader& header, const std::vector<int>& given, int slices) {
    std::vector<int> numbers = given;
    if (given.empty()) {
        for (int frame = 1; frame <= header.frames; ++frame) numbers.push_back(frame);
    }
    if (numbers.size() != static_cast<std::size_t>(slices)) {
        throw mismatch(header.file, "has " + std::to_string(numbers.size()) + " frames for the " +
                                        std::to_string(slices) + " slices of the label map");
    }
    for (const int number : numbers) {
        if (number < 1 || number > header.frames) {
            throw mismatch(header.file,
                           "has frames 1 to " + std::to_string(header.frames) + ", not " + std::to_string(number));
        }
    }
    return numbers;
}

SourceImage image_of(const DicomHeader& header, int frame) {
    if (header.sop_class_uid.empty() || header.sop_instance_uid.empty()) {
        throw mismatch(header.file, "has no SOP class and instance UID to refer to");
    }
    return {header.sop_class_uid, header.sop_instance_uid, header.frames > 1 ? frame : 0, {}};
}

// Adds the image of the next slice, a frame of a file.
void add_image(SegmentedSource& source, const DicomHeader& header, int frame, const VolumeGeometry& geometry) {
    SourceImage image = image_of(header, frame);
    if (source.placed) {
        const DicomFrame& plane = header.planes.at(static_cast<std::size_t>(frame) - 1);
        check_place(source, plane, geometry, header.file);
        image.position = plane.position;
    }
    source.slices.push_back(std::move(image));
}

SegmentedSource images_of_frames(const DicomHeader& header, const std::vector<int>& given,
                                 const VolumeGeometry& geometry) {
    check_size(header, geometry);
    SegmentedSource source{{}, header.series_uid, !header.planes.empty()};
    for (const int frame : frame_numbers(header, given, geometry.size[2])) add_image(source, header, frame, geometry);
    return source;
}

SegmentedSource images_of_files(const std::vector<fs::path>& files, const VolumeGeometry& geometry) {
    SegmentedSource source{{}, {}, true};
    for (const fs::path& file : files) {
        const DicomHeader header = read_dicom_header(file);
        check_size(header, geometry);
        if (header.frames != 1) throw mismatch(file, "has several frames but is one of several files");
        if (source.slices.empty()) source.series_uid = header.series_uid;
        source.placed = source.placed && !header.planes.empty();
        add_image(source, header, 1, geometry);
    }
    return source;
}

std::unique_ptr<DcmFileFormat> load_header(const fs::path& file) {
    auto format = std::make_unique<DcmFileFormat>();
    require(format->loadFileUntilTag(file.c_str(), EXS_Unknown, EGL_noChange, DCM_MaxReadLength, ERM_autoDetect,
                                     DCM_PixelData),
            file, "cannot be read as DICOM");
    return format;
}

// Texts that are not in the character set that the file names, or in an unknown one, are read as Latin-1, which has a
// character for every byte.
std::unique_ptr<DcmFileFormat> load_in_utf8(const fs::path& file) {
    constexpr const char* utf8 = "ISO_IR 192";
    auto format = load_header(file);
    if (format->getDataset()->convertCharacterSet(utf8).good()) return format;
    format = load_header(file);  // afresh, for some texts are converted by now
    require(format->getDataset()->convertCharacterSet("ISO_IR 100", utf8, 0, OFTrue), file,
            "its texts cannot be converted to UTF-8");
    return format;
}

void remove_invalid(DcmDataset& dataset, IODRules& rules) {
    std::vector<DcmTagKey> invalid;
    for (unsigned long index = 0; index < dataset.card(); ++index) {
        DcmElement& element = *dataset.getElement(index);
        const IODRule* rule = rules.getByTag(element.getTag());
        if (rule != nullptr && element.checkValue(rule->getVM(), OFTrue).bad()) invalid.push_back(element.getTag());
    }
    for (const DcmTagKey& tag : invalid) (void)dataset.findAndDeleteElement(tag);
}

}  // namespace

SegmentedSource find_source_images(const DicomSource& source, const VolumeGeometry& geometry) {
    if (source.files.size() == 1) {
        return images_of_frames(read_dicom_header(source.files.front()), source.frames, geometry);
    }
    if (source.files.size() != static_cast<std::size_t>(geometry.size[2])) {
        throw Error("the label map has " + std::to_string(geometry.size[2]) + " slices but came from " +
                    std::to_string(source.files.size()) + " DICOM files; give one a slice, or write .nii.gz instead");
    }
    return images_of_files(source.files, geometry);
}

std::unique_ptr<DcmFileFormat> read_patient(const fs::path& file, IODRules& rules) {
    auto format = load_in_utf8(file);
    remove_invalid(*format->getDataset(), rules);
    return format;
}

}  // namespace imis
