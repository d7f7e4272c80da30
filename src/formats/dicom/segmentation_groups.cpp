#include "segmentation_groups.hpp"

#include <array>
#include <cmath>
#include <limits>
#include <memory>
#include <string>

#include <dcmtk/dcmdata/dctk.h>
#include <dcmtk/dcmfg/fgderimg.h>
#include <dcmtk/dcmfg/fgpixmsr.h>
#include <dcmtk/dcmfg/fgplanor.h>
#include <dcmtk/dcmfg/fgplanpo.h>

#include "dcmtk_terms.hpp"
#include "imis/base/error.hpp"

namespace imis {
namespace {

namespace fs = std::filesystem;

OFString decimal(double number) {
    return dicom_decimal(number);
}

// Between the slices' planes, which gantry tilt shears against each other.
double slice_distance(const VolumeGeometry& geometry) {
    return geometry.spacing[2] * std::abs(dot(cross(geometry.axes[0], geometry.axes[1]), geometry.axes[2]));
}

FGPixelMeasures pixel_measures(const VolumeGeometry& geometry, const fs::path& path) {
    constexpr const char* step = "its pixel spacing cannot be stored";
    FGPixelMeasures measures;
    require(measures.setPixelSpacing(decimal(geometry.spacing[1]) + "\\" + decimal(geometry.spacing[0])), path, step);
    require(measures.setSliceThickness(decimal(slice_distance(geometry))), path, step);
    require(measures.setSpacingBetweenSlices(decimal(slice_distance(geometry))), path, step);
    return measures;
}

FGPlaneOrientationPatient plane_orientation(const VolumeGeometry& geometry, const fs::path& path) {
    const auto& [x, y, normal] = geometry.axes;
    FGPlaneOrientationPatient orientation;
    require(orientation.setImageOrientationPatient(decimal(x[0]), decimal(x[1]), decimal(x[2]), decimal(y[0]),
                                                   decimal(y[1]), decimal(y[2])),
            path, "its orientation cannot be stored");
    return orientation;
}

// Where the source's slice lies, which in an uneven or tilted series is not quite where the grid has it.
FGPlanePosPatient plane_position(const Vector3& corner, const fs::path& path) {
    FGPlanePosPatient position;
    require(position.setImagePositionPatient(decimal(corner[0]), decimal(corner[1]), decimal(corner[2])), path,
            "its positions cannot be stored");
    return position;
}

FGFrameContent frame_content(int segment, std::uint32_t slice_rank, bool placed, const fs::path& path) {
    constexpr const char* step = "its dimensions cannot be stored";
    FGFrameContent content;
    require(content.setDimensionIndexValues(static_cast<Uint32>(segment), 0), path, step);
    require(content.setDimensionIndexValues(slice_rank, 1), path, step);
    if (!placed) {
        require(content.setStackID("1"), path, step);
        require(content.setInStackPositionNumber(slice_rank), path, step);
    }
    return content;
}

std::unique_ptr<FGDerivationImage> derivation(const SourceImage& image, const fs::path& path) {
    constexpr const char* step = "its source images cannot be referred to";
    ImageSOPInstanceReferenceMacro reference;
    require(reference.setReferencedSOPClassUID(image.class_uid), path, step);
    require(reference.setReferencedSOPInstanceUID(image.instance_uid), path, step);
    if (image.frame > std::numeric_limits<Uint16>::max()) {
        throw Error(path.string() + ": its source has a frame " + std::to_string(image.frame) +
                    ", more than DCMTK can refer to; write .nii.gz instead");
    }
    if (image.frame > 0) require(reference.addReferencedFrameNumber(static_cast<Uint16>(image.frame)), path, step);
    OFVector<ImageSOPInstanceReferenceMacro> references;
    references.push_back(reference);
    std::unique_ptr<FGDerivationImage> group(DcmSegmentation::createDerivationImageFG(references, ""));
    if (group == nullptr) throw Error(path.string() + ": " + step + "; write .nii.gz instead");
    return group;
}

}  // namespace

void add_shared_groups(DcmSegmentation& segmentation, const VolumeGeometry& geometry, const fs::path& path) {
    constexpr const char* step = "its geometry cannot be stored";
    require(segmentation.addForAllFrames(pixel_measures(geometry, path)), path, step);
    require(segmentation.addForAllFrames(plane_orientation(geometry, path)), path, step);
}

void add_dimensions(DcmSegmentation& segmentation, bool placed, const fs::path& path) {
    constexpr const char* step = "its dimensions cannot be stored";
    std::array<char, 100> uid{};
    dcmGenerateUniqueIdentifier(uid.data());
    IODMultiframeDimensionModule& dimensions = segmentation.getDimensions();
    require(dimensions.addDimensionIndex(DCM_ReferencedSegmentNumber, uid.data(), DCM_SegmentIdentificationSequence,
                                         "Segment"),
            path, step);
    require(placed ? dimensions.addDimensionIndex(DCM_ImagePositionPatient, uid.data(), DCM_PlanePositionSequence,
                                                  "Position")
                   : dimensions.addDimensionIndex(DCM_InStackPositionNumber, uid.data(), DCM_FrameContentSequence,
                                                  "Place in the stack"),
            path, step);
}

void add_frames(DcmSegmentation& segmentation, const LabelVolume& labels, const std::vector<SegmentFrame>& frames,
                const SegmentedSource& source, bool placed, const fs::path& path) {
    const std::vector<std::uint32_t> ranks = slice_ranks(frames, labels.geometry.size[2]);
    for (const SegmentFrame& frame : frames) {
        const auto slice = static_cast<std::size_t>(frame.slice);
        FGFrameContent content = frame_content(frame.segment, ranks[slice], placed, path);
        FGPlanePosPatient position = plane_position(source.slices[slice].position, path);
        const std::unique_ptr<FGDerivationImage> derived = derivation(source.slices[slice], path);
        OFVector<FGBase*> groups;
        groups.push_back(&content);
        groups.push_back(derived.get());
        if (placed) groups.push_back(&position);
        std::vector<std::uint8_t> pixels = frame_pixels(labels, frame);
        require(segmentation.addFrame(pixels.data(), static_cast<Uint16>(frame.segment), groups), path,
                "a frame cannot be added");
    }
}

}  // namespace imis
