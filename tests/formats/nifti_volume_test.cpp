// NIfTI files as they come: every type of voxel, every way to say where they lie.
#include <algorithm>
#include <cstring>
#include <functional>
#include <limits>
#include <nifti/nifti2_io.h>

#include "captured_stderr.hpp"
#include "catch.hpp"
#include "geometry_checks.hpp"
#include "imis/base/error.hpp"
#include "imis/base/files.hpp"
#include "imis/base/temporary_folder.hpp"
#include "imis/formats/volumes.hpp"

using namespace imis;
namespace fs = std::filesystem;

namespace {

// The bytes of a file of 4 x 3 x 2 voxels that count on from 1; `change` has the last word on the header.
template <typename Stored>
std::string nifti_bytes(int datatype, const std::function<void(nifti_1_header&)>& change = {}) {
    nifti_1_header header{};
    header.sizeof_hdr = 348;
    constexpr std::array<short, 8> lengths = {3, 4, 3, 2, 1, 1, 1, 1};
    std::ranges::copy(lengths, header.dim);
    header.datatype = static_cast<short>(datatype);
    header.bitpix = 8 * sizeof(Stored);
    constexpr std::array<float, 8> distances = {1, 0.5, 1.5, 4, 1, 1, 1, 1};
    std::ranges::copy(distances, header.pixdim);
    header.vox_offset = 352;
    header.xyzt_units = NIFTI_UNITS_MM;
    std::memcpy(header.magic, "n+1", 4);
    if (change) change(header);
    std::array<Stored, 24> voxels{};
    for (std::size_t i = 0; i < voxels.size(); ++i) voxels[i] = static_cast<Stored>(i + 1);
    std::string bytes(352 + sizeof voxels, '\0');
    std::memcpy(bytes.data(), &header, sizeof header);
    std::memcpy(bytes.data() + 352, voxels.data(), sizeof voxels);
    return bytes;
}

using Rows = std::array<std::array<float, 4>, 3>;

// Turned by 30 degrees about the patient's long axis; RAS.
constexpr Rows turned_rows = {{{0.4330127F, -0.75F, 0, -7}, {0.25F, 1.2990381F, 0, 11}, {0, 0, 4, 23}}};

void put_sform(nifti_1_header& header, const Rows& rows, short code = 1) {
    header.sform_code = code;
    std::ranges::copy(rows[0], header.srow_x);
    std::ranges::copy(rows[1], header.srow_y);
    std::ranges::copy(rows[2], header.srow_z);
}

// The same turn as turned_rows by its quaternion.
void put_qform(nifti_1_header& header, float offset_x = -7, short code = 1) {
    header.qform_code = code;
    header.quatern_d = 0.25881905F;  // the sine of 15 degrees
    header.qoffset_x = offset_x;
    header.qoffset_y = 11;
    header.qoffset_z = 23;
}

// The position of a voxel as rows say it, in LPS.
Vector3 by_rows(const Rows& rows, const Vector3& index) {
    Vector3 ras{};
    for (std::size_t row = 0; row < 3; ++row) {
        ras[row] = rows[row][0] * index[0] + rows[row][1] * index[1] + rows[row][2] * index[2] + rows[row][3];
    }
    return lps_from_ras(ras);
}

void check_lies_by(const Rows& rows, const VolumeGeometry& geometry) {
    for (const Vector3& index : {Vector3{0, 0, 0}, {3, 0, 0}, {0, 2, 0}, {0, 0, 1}, {3, 2, 1}}) {
        check_near(lps_from_index(geometry, index), by_rows(rows, index));
    }
}

nifti_1_header header_of(const fs::path& file) {
    nifti_1_header header{};
    std::memcpy(&header, read_text_file(file).data(), sizeof header);
    return header;
}

template <typename Stored>
void check_type(const fs::path& file, int datatype) {
    INFO("data type " << datatype);
    write_file_atomically(file, nifti_bytes<Stored>(datatype));
    const Volume volume = read_volume(file);
    REQUIRE(volume.grey.size() == 24);
    CHECK(volume.grey.front() == 1);
    CHECK(volume.grey.back() == 24);
}

struct Rgba {
    Rgba() = default;
    explicit Rgba(std::size_t value) : bytes{static_cast<std::uint8_t>(value), 50, 60, 70} {}
    std::array<std::uint8_t, 4> bytes{};
};

}  // namespace

TEST_CASE("every type of number is read from NIfTI") {
    const TemporaryFolder folder;
    const fs::path file = folder / "a.nii";
    check_type<std::uint8_t>(file, DT_UINT8);
    check_type<std::int8_t>(file, DT_INT8);
    check_type<std::uint16_t>(file, DT_UINT16);
    check_type<std::int16_t>(file, DT_INT16);
    check_type<std::uint32_t>(file, DT_UINT32);
    check_type<std::int32_t>(file, DT_INT32);
    check_type<std::uint64_t>(file, DT_UINT64);
    check_type<std::int64_t>(file, DT_INT64);
    check_type<float>(file, DT_FLOAT32);
    check_type<double>(file, DT_FLOAT64);
}

TEST_CASE("NIfTI's colours lose their transparency, complex numbers are refused") {
    const TemporaryFolder folder;
    write_file_atomically(folder / "a.nii", nifti_bytes<Rgba>(DT_RGBA32));
    const Volume volume = read_volume(folder / "a.nii");
    REQUIRE(volume.rgb.size() == 72);
    CHECK(std::vector<std::uint8_t>(volume.rgb.begin(), volume.rgb.begin() + 6) ==
          std::vector<std::uint8_t>{1, 50, 60, 2, 50, 60});
    write_file_atomically(folder / "a.nii", nifti_bytes<double>(DT_COMPLEX64));
    CHECK_THROWS_AS(read_volume(folder / "a.nii"), ItemError);
    CHECK_THROWS_WITH(read_volume(folder / "a.nii"), contains("a.nii") && contains("COMPLEX64"));
}

TEST_CASE("NIfTI of the other byte order is read") {
    const TemporaryFolder folder;
    std::string bytes = nifti_bytes<std::int16_t>(DT_INT16, [](auto& header) { put_sform(header, turned_rows); });
    nifti_1_header header{};
    std::memcpy(&header, bytes.data(), sizeof header);
    swap_nifti_header(&header, 1);
    std::memcpy(bytes.data(), &header, sizeof header);
    nifti_swap_2bytes(24, bytes.data() + 352);
    write_file_atomically(folder / "a.nii", bytes);
    const Volume volume = read_volume(folder / "a.nii");
    CHECK(volume.grey.back() == 24);
    check_lies_by(turned_rows, volume.geometry);
}

TEST_CASE("a NIfTI header and its voxels may be a pair of files, named by either") {
    const TemporaryFolder folder;
    const std::string bytes = nifti_bytes<std::int16_t>(DT_INT16, [](auto& header) {
        header.vox_offset = 0;
        std::memcpy(header.magic, "ni1", 4);
    });
    write_file_atomically(folder / "a.hdr", bytes.substr(0, 352));
    write_file_atomically(folder / "a.img", bytes.substr(352));
    CHECK(read_volume(folder / "a.hdr").grey.back() == 24);
    CHECK(read_volume(folder / "a.img").grey.back() == 24);
    fs::resize_file(folder / "a.img", 47);
    CHECK_THROWS_WITH(read_volume(folder / "a.hdr"), contains("truncated"));
    fs::remove(folder / "a.img");
    CHECK_THROWS_AS(read_volume(folder / "a.hdr"), ItemError);
    CHECK_THROWS_WITH(read_volume(folder / "a.hdr"), contains("a.hdr") && contains("is missing"));
}

TEST_CASE("a NIfTI file holds its own voxels, whatever lies beside it") {
    const TemporaryFolder folder;
    VolumeGeometry geometry;
    geometry.size = {4, 3, 2};
    for (const auto& [name, value] : {std::pair("a.nii", 1), {"a.nii.gz", 2}}) {
        write_label_volume(folder / name, {geometry, std::vector<std::uint8_t>(24, static_cast<std::uint8_t>(value))});
    }
    CHECK(read_volume(folder / "a.nii").grey == std::vector<float>(24, 1));
    CHECK(read_volume(folder / "a.nii.gz").grey == std::vector<float>(24, 2));
    fs::remove(folder / "a.nii");
    CHECK(read_volume(folder / "a.nii.gz").grey == std::vector<float>(24, 2));
}

TEST_CASE("what is not a NIfTI header is refused in one line") {
    const TemporaryFolder folder;
    const fs::path file = folder / "a.nii";
    for (const auto& change : std::initializer_list<std::function<void(nifti_1_header&)>>{
             [](nifti_1_header& header) { header.sizeof_hdr = 540; },
             [](nifti_1_header& header) { header.dim[0] = 99; },
             [](nifti_1_header& header) { header.dim[0] = 0; },
             [](nifti_1_header& header) { header.dim[1] = -4; },
             [](nifti_1_header& header) { header.datatype = 3; },
         }) {
        write_file_atomically(file, nifti_bytes<std::int16_t>(DT_INT16, change));
        const std::string said = captured_stderr([&] {
            CHECK_THROWS_AS(read_volume(file), ItemError);
            CHECK_THROWS_WITH(read_volume(file), contains("a.nii: is not a NIfTI file"));
        });
        CHECK(said == "");
    }
}

TEST_CASE("a NIfTI file lies where its sform says, rounded or sheared ones too, and a label map repeats it") {
    const TemporaryFolder folder;
    Rows rounded = turned_rows;
    for (auto& row : rounded) {
        for (float& number : row) number = std::round(number * 100) / 100;
    }
    Rows sheared = turned_rows;
    sheared[0][2] = 0.8F;
    for (const Rows& rows : {turned_rows, rounded, sheared}) {
        write_file_atomically(folder / "a.nii",
                              nifti_bytes<std::int16_t>(DT_INT16, [&](auto& header) { put_sform(header, rows, 4); }));
        const Volume volume = read_volume(folder / "a.nii");
        check_lies_by(rows, volume.geometry);
        write_label_volume(folder / "labels.nii", {volume.geometry, std::vector<std::uint8_t>(24, 7), volume.nifti});
        check_lies_by(rows, read_volume(folder / "labels.nii").geometry);
        const nifti_1_header written = header_of(folder / "labels.nii");
        CHECK(written.sform_code == 4);
        CHECK(written.qform_code == 0);
        CHECK(std::ranges::equal(written.srow_x, rows[0]));
        CHECK(std::ranges::equal(written.srow_y, rows[1]));
        CHECK(std::ranges::equal(written.srow_z, rows[2]));
    }
}

TEST_CASE("without an sform the qform says where a NIfTI file lies, without either only the distances are known") {
    const TemporaryFolder folder;
    const auto read_and_write = [&](const std::function<void(nifti_1_header&)>& change) {
        write_file_atomically(folder / "a.nii", nifti_bytes<std::int16_t>(DT_INT16, change));
        const Volume volume = read_volume(folder / "a.nii");
        write_label_volume(folder / "labels.nii", {volume.geometry, std::vector<std::uint8_t>(24, 7), volume.nifti});
        return volume.geometry;
    };
    check_lies_by(turned_rows, read_and_write([](auto& header) { put_qform(header, -7, 2); }));
    nifti_1_header written = header_of(folder / "labels.nii");
    CHECK(written.sform_code == 0);
    CHECK(written.qform_code == 2);
    CHECK(written.quatern_d == 0.25881905F);

    VolumeGeometry plain;
    plain.size = {4, 3, 2};
    plain.spacing = {0.5, 1.5, 4};
    check_geometry(read_and_write({}), plain);
    written = header_of(folder / "labels.nii");
    CHECK(written.sform_code == 0);
    CHECK(written.qform_code == 0);
    CHECK(written.pixdim[2] == 1.5F);
}

TEST_CASE("a NIfTI file without the size of its voxels is read in voxels, with a warning") {
    const TemporaryFolder folder;
    const auto said_of = [&](const std::function<void(nifti_1_header&)>& change, bool physical) {
        write_file_atomically(folder / "a.nii", nifti_bytes<std::int16_t>(DT_INT16, change));
        return captured_stderr([&] { CHECK(read_volume(folder / "a.nii").physical == physical); });
    };
    for (const float size : {0.0F, std::numeric_limits<float>::quiet_NaN()}) {
        const auto without_size = [size](nifti_1_header& header) { header.pixdim[2] = size; };
        CHECK_THAT(said_of(without_size, false), contains("warning") && contains("a.nii") && contains("pixdim"));
        CHECK(said_of(
                  [&](nifti_1_header& header) {
                      without_size(header);
                      put_sform(header, turned_rows);
                  },
                  true)
                  .empty());
    }
    const auto flat = [](nifti_1_header& header) {
        header.dim[3] = 1;
        header.pixdim[3] = 0;
    };
    CHECK(said_of(flat, true).empty());
}

TEST_CASE("where sform and qform differ the sform counts, with a warning, and a label map repeats both") {
    const TemporaryFolder folder;
    const auto said_of = [&](float offset_x) {
        write_file_atomically(folder / "a.nii", nifti_bytes<std::int16_t>(DT_INT16, [&](auto& header) {
                                  put_sform(header, turned_rows, 2);
                                  put_qform(header, offset_x);
                              }));
        return captured_stderr([&] {
            const Volume volume = read_volume(folder / "a.nii");
            check_lies_by(turned_rows, volume.geometry);
            write_label_volume(folder / "labels.nii",
                               {volume.geometry, std::vector<std::uint8_t>(24, 7), volume.nifti});
        });
    };
    CHECK(said_of(-7.1F).empty());  // less than half a voxel
    CHECK_THAT(said_of(93), contains("warning") && contains("a.nii") && contains("100 mm apart"));
    const nifti_1_header written = header_of(folder / "labels.nii");
    CHECK(written.qoffset_x == 93);
    CHECK(written.srow_x[3] == -7);
}

TEST_CASE("NIfTI in micrometres is read in millimetres, and its label map stays in micrometres") {
    const TemporaryFolder folder;
    write_file_atomically(folder / "a.nii", nifti_bytes<std::int16_t>(DT_INT16, [](auto& header) {
                              put_sform(header, turned_rows);
                              header.xyzt_units = NIFTI_UNITS_MICRON;
                          }));
    const Volume volume = read_volume(folder / "a.nii");
    CHECK(volume.geometry.spacing[2] == Approx(0.004));
    CHECK(volume.geometry.origin[2] == Approx(0.023));
    write_label_volume(folder / "labels.nii", {volume.geometry, std::vector<std::uint8_t>(24, 7), volume.nifti});
    check_near(read_volume(folder / "labels.nii").geometry.spacing, volume.geometry.spacing);
    CHECK(header_of(folder / "labels.nii").xyzt_units == NIFTI_UNITS_MICRON);
}

TEST_CASE("an sform without a direction of the slices is mended for one slice and refused for several") {
    const TemporaryFolder folder;
    Rows flat = turned_rows;
    flat[2][2] = 0;
    for (const short slices : {short{1}, short{2}}) {
        write_file_atomically(folder / "a.nii", nifti_bytes<std::int16_t>(DT_INT16, [&](auto& header) {
                                  put_sform(header, flat);
                                  header.dim[3] = slices;
                              }));
        if (slices == 1) {
            check_near(read_volume(folder / "a.nii").geometry.axes[2], {0, 0, 1});
        } else {
            CHECK_THROWS_AS(read_volume(folder / "a.nii"), ItemError);
            CHECK_THROWS_WITH(read_volume(folder / "a.nii"), contains("a.nii: its sform"));
        }
    }
    flat[0][0] = std::numeric_limits<float>::quiet_NaN();
    write_file_atomically(folder / "a.nii",
                          nifti_bytes<std::int16_t>(DT_INT16, [&](auto& header) { put_sform(header, flat); }));
    CHECK_THROWS_AS(read_volume(folder / "a.nii"), ItemError);
}

TEST_CASE("a grid from elsewhere is written with both transforms, one that is not perpendicular with the sform alone") {
    const TemporaryFolder folder;
    VolumeGeometry geometry;
    geometry.size = {4, 3, 2};
    write_label_volume(folder / "a.nii", {geometry, std::vector<std::uint8_t>(24)});
    CHECK(header_of(folder / "a.nii").sform_code == 1);
    CHECK(header_of(folder / "a.nii").qform_code == 1);
    geometry.axes[2] = {0.6, 0, 0.8};
    write_label_volume(folder / "a.nii", {geometry, std::vector<std::uint8_t>(24)});
    CHECK(header_of(folder / "a.nii").sform_code == 1);
    CHECK(header_of(folder / "a.nii").qform_code == 0);
    check_geometry(read_volume(folder / "a.nii").geometry, geometry);
}

TEST_CASE("a label map may be called after a file of another format") {
    const TemporaryFolder folder;
    for (const char* name : {"a.nii.gz.nii.gz", "a.img.nii", "a.hdr.nii.gz", "a.nii.nrrd", "a.nrrd.mha"}) {
        INFO(name);
        write_label_volume(folder / name, {VolumeGeometry{{4, 3, 2}}, std::vector<std::uint8_t>(24, 7)});
        CHECK(read_volume(folder / name).grey == std::vector<float>(24, 7));
    }
    CHECK(std::distance(fs::directory_iterator(folder.path()), fs::directory_iterator()) == 5);
}
