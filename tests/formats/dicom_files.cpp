#include "dicom_files.hpp"

#include <array>
#include <cstdint>
#include <numeric>
#include <sstream>
#include <stdexcept>

#include <dcmtk/config/osconfig.h>  // DCMTK wants it first
#include <dcmtk/dcmdata/dctk.h>

namespace imis {
namespace fs = std::filesystem;
namespace {

void require(const OFCondition& result) {
    if (result.bad()) throw std::runtime_error(std::string("a test's DICOM file: ") + result.text());
}

void put(DcmItem& item, const DcmTagKey& tag, const std::string& value) {
    require(item.putAndInsertString(tag, value.c_str()));
}

void put(DcmItem& item, const DcmTagKey& tag, std::uint16_t value) {
    require(item.putAndInsertUint16(tag, value));
}

void put(DcmItem& item, const DcmTagKey& tag, std::initializer_list<double> values) {
    std::ostringstream text;
    text.precision(10);  // at most 16 characters in a decimal string
    for (const double value : values) text << (text.tellp() > 0 ? "\\" : "") << value;
    put(item, tag, text.str());
}

std::string new_uid() {
    std::array<char, 100> uid{};
    return dcmGenerateUniqueIdentifier(uid.data());
}

// The first item of a sequence, made where there is none yet.
DcmItem& item_of(DcmItem& parent, const DcmTagKey& sequence, long index = 0) {
    DcmItem* item = nullptr;
    require(parent.findOrCreateSequenceItem(sequence, item, index));
    return *item;
}

std::vector<int> order_of(const DicomSlices& slices) {
    if (!slices.order.empty()) return slices.order;
    std::vector<int> order(static_cast<std::size_t>(slices.geometry.size[2]));
    std::iota(order.begin(), order.end(), 0);
    return order;
}

void append_values(std::vector<std::uint16_t>& values, const DicomSlices& slices, int k) {
    for (int j = 0; j < slices.geometry.size[1]; ++j) {
        for (int i = 0; i < slices.geometry.size[0]; ++i) {
            values.push_back(static_cast<std::uint16_t>(slices.value ? slices.value(i, j, k) : 0));
        }
    }
}

struct Identity {
    std::string study = new_uid();
    std::string series = new_uid();
    std::string frame_of_reference = new_uid();
};

void put_identity(DcmDataset& dataset, const DicomSlices& slices, const Identity& identity, int instance_number) {
    put(dataset, DCM_SpecificCharacterSet, slices.character_set);
    put(dataset, DCM_SOPInstanceUID, new_uid());
    put(dataset, DCM_Modality, "CT");
    put(dataset, DCM_Manufacturer, "Scanner maker");
    put(dataset, DCM_StudyDate, "20240229");
    put(dataset, DCM_StudyTime, "101500");
    put(dataset, DCM_AccessionNumber, "A1");
    put(dataset, DCM_ReferringPhysicianName, "");
    put(dataset, DCM_PatientName, slices.patient_name);
    put(dataset, DCM_PatientID, "P1");
    put(dataset, DCM_PatientBirthDate, "19700101");
    put(dataset, DCM_PatientSex, "O");
    put(dataset, DCM_StudyInstanceUID, identity.study);
    put(dataset, DCM_SeriesInstanceUID, identity.series);
    put(dataset, DCM_StudyID, "1");
    put(dataset, DCM_SeriesNumber, "2");
    put(dataset, DCM_InstanceNumber, std::to_string(instance_number));
    if (slices.has_frame_of_reference) {
        put(dataset, DCM_FrameOfReferenceUID, identity.frame_of_reference);
        put(dataset, DCM_PositionReferenceIndicator, "");
    }
}

void put_position(DcmItem& item, const DicomSlices& slices, int k) {
    const Vector3& origin = slices.geometry.origin;
    const Vector3& normal = slices.geometry.axes[2];
    const double distance = k * slices.geometry.spacing[2];
    put(item, DCM_ImagePositionPatient,
        {origin[0] + distance * normal[0], origin[1] + distance * normal[1], origin[2] + distance * normal[2]});
}

void put_orientation(DcmItem& item, const DicomSlices& slices) {
    const auto& [row, column, normal] = slices.geometry.axes;
    put(item, DCM_ImageOrientationPatient, {row[0], row[1], row[2], column[0], column[1], column[2]});
}

void put_spacing(DcmItem& item, const DicomSlices& slices) {
    const Vector3& spacing = slices.geometry.spacing;
    put(item, DCM_SliceThickness, {spacing[2]});
    put(item, DCM_PixelSpacing, {spacing[1], spacing[0]});
}

void put_rescale(DcmItem& item, const DicomSlices& slices) {
    put(item, DCM_RescaleIntercept, {slices.intercept});
    put(item, DCM_RescaleSlope, {slices.slope});
    put(item, DCM_RescaleType, "HU");
}

void put_window(DcmItem& item, const Window& window) {
    put(item, DCM_WindowCenter, {window.centre});
    put(item, DCM_WindowWidth, {window.width});
}

void put_pixels(DcmItem& dataset, const DicomSlices& slices, const std::vector<std::uint16_t>& values) {
    put(dataset, DCM_SamplesPerPixel, 1);
    put(dataset, DCM_PhotometricInterpretation, slices.inverted ? "MONOCHROME1" : "MONOCHROME2");
    put(dataset, DCM_Rows, static_cast<std::uint16_t>(slices.geometry.size[1]));
    put(dataset, DCM_Columns, static_cast<std::uint16_t>(slices.geometry.size[0]));
    put(dataset, DCM_BitsAllocated, 16);
    put(dataset, DCM_BitsStored, 16);
    put(dataset, DCM_HighBit, 15);
    put(dataset, DCM_PixelRepresentation, slices.has_sign ? 1 : 0);
    require(dataset.putAndInsertUint16Array(DCM_PixelData, values.data(), values.size()));
}

void save(DcmFileFormat& file, const DicomSlices& slices, const fs::path& path) {
    if (slices.edit) slices.edit(*file.getDataset());
    fs::create_directories(path.parent_path());
    require(file.saveFile(path.c_str(), EXS_LittleEndianExplicit));
}

void write_slice(const fs::path& path, const DicomSlices& slices, const Identity& identity, int number, int k) {
    DcmFileFormat file;
    DcmDataset& dataset = *file.getDataset();
    put(dataset, DCM_SOPClassUID, UID_CTImageStorage);
    put(dataset, DCM_ImageType, "ORIGINAL\\PRIMARY\\AXIAL");
    put_identity(dataset, slices, identity, number);
    if (slices.has_position) {
        put_position(dataset, slices, k);
        put_orientation(dataset, slices);
    }
    put_spacing(dataset, slices);
    put_rescale(dataset, slices);
    if (slices.window) put_window(dataset, *slices.window);
    std::vector<std::uint16_t> values;
    append_values(values, slices, k);
    put_pixels(dataset, slices, values);
    save(file, slices, path);
}

void put_shared_groups(DcmItem& dataset, const DicomSlices& slices) {
    DcmItem& shared = item_of(dataset, DCM_SharedFunctionalGroupsSequence);
    put_spacing(item_of(shared, DCM_PixelMeasuresSequence), slices);
    if (slices.has_position) put_orientation(item_of(shared, DCM_PlaneOrientationSequence), slices);
    put_rescale(item_of(shared, DCM_PixelValueTransformationSequence), slices);
    if (slices.window) put_window(item_of(shared, DCM_FrameVOILUTSequence), *slices.window);
}

void put_frame_groups(DcmItem& dataset, const DicomSlices& slices, int frame, int k) {
    DcmItem& groups = item_of(dataset, DCM_PerFrameFunctionalGroupsSequence, frame);
    DcmItem& content = item_of(groups, DCM_FrameContentSequence);
    put(content, DCM_StackID, "1");
    require(content.putAndInsertUint32(DCM_InStackPositionNumber, static_cast<std::uint32_t>(frame + 1)));
    if (slices.has_position) put_position(item_of(groups, DCM_PlanePositionSequence), slices, k);
}

}  // namespace

std::vector<fs::path> write_dicom_series(const fs::path& folder, const DicomSlices& slices) {
    const Identity identity;
    std::vector<fs::path> paths;
    for (const int k : order_of(slices)) {
        const int number = static_cast<int>(paths.size()) + 1;
        std::string name = std::to_string(number);
        name.insert(0, name.size() < 3 ? 3 - name.size() : 0, '0');
        paths.push_back(folder / (name + ".dcm"));
        write_slice(paths.back(), slices, identity, number, k);
    }
    return paths;
}

void write_dicom_multiframe(const fs::path& path, const DicomSlices& slices) {
    DcmFileFormat file;
    DcmDataset& dataset = *file.getDataset();
    put(dataset, DCM_SOPClassUID, UID_EnhancedCTImageStorage);
    put(dataset, DCM_ImageType, "ORIGINAL\\PRIMARY\\VOLUME\\NONE");
    put_identity(dataset, slices, Identity(), 1);
    put_shared_groups(dataset, slices);
    std::vector<std::uint16_t> values;
    int frame = 0;
    for (const int k : order_of(slices)) {
        put_frame_groups(dataset, slices, frame, k);
        append_values(values, slices, k);
        ++frame;
    }
    put(dataset, DCM_NumberOfFrames, std::to_string(frame));
    put_pixels(dataset, slices, values);
    save(file, slices, path);
}

}  // namespace imis
