// What the tests of DICOM readers share: files with a value for every voxel, and a look into what was written.
#pragma once

#include <algorithm>
#include <cmath>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include <dcmtk/config/osconfig.h>  // DCMTK wants it first
#include <dcmtk/dcmdata/dctk.h>

#include "captured_stderr.hpp"
#include "catch.hpp"
#include "dicom_files.hpp"
#include "geometry_checks.hpp"
#include "imis/base/error.hpp"
#include "imis/base/files.hpp"
#include "imis/base/temporary_folder.hpp"
#include "imis/formats/volumes.hpp"
#include "imis/image/slices.hpp"
#include "volume_files.hpp"

namespace imis {

namespace fs = std::filesystem;

// Oblique; stored values tell where they belong.
inline DicomSlices oblique_slices() {
    DicomSlices slices;
    slices.geometry.size = {8, 6, 4};
    slices.geometry.spacing = {0.5, 0.75, 2.5};
    slices.geometry.origin = {-10, 20, 30};
    slices.geometry.axes = {{{0.8, 0.6, 0}, {0, 0, -1}, {-0.6, 0.8, 0}}};
    slices.value = [](int i, int j, int k) { return 100 * k + 10 * j + i - 50; };
    return slices;
}

// What the slices hold, scaled, of frames in the order given.
inline std::vector<float> values_of(const DicomSlices& slices, const std::vector<int>& order) {
    std::vector<float> values;
    for (const int k : order) {
        for (int j = 0; j < slices.geometry.size[1]; ++j) {
            for (int i = 0; i < slices.geometry.size[0]; ++i) {
                values.push_back(static_cast<float>(slices.value(i, j, k) * slices.slope + slices.intercept));
            }
        }
    }
    return values;
}

inline const std::vector<int> all_four = {0, 1, 2, 3};

inline void put(DcmItem& item, const DcmTagKey& tag, const std::string& value) {
    REQUIRE(item.putAndInsertString(tag, value.c_str()).good());
}

inline std::string text_of(const fs::path& file, const DcmTagKey& tag) {
    DcmFileFormat format;
    REQUIRE(format.loadFile(file.c_str()).good());
    OFString value;
    REQUIRE(format.getDataset()->findAndGetOFString(tag, value).good());
    return value.c_str();
}

inline std::string transfer_syntax(const fs::path& file) {
    DcmFileFormat format;
    REQUIRE(format.loadFile(file.c_str()).good());
    OFString value;
    REQUIRE(format.getMetaInfo()->findAndGetOFString(DCM_TransferSyntaxUID, value).good());
    return value.c_str();
}

// Reads and says what was said meanwhile.
inline std::pair<Volume, std::string> read_with_messages(const fs::path& path) {
    Volume volume;
    std::string said = captured_stderr([&] { volume = read_volume(path); });
    return {volume, said};
}

}  // namespace imis
