// Volumes in files that are no DICOM.
#include <cstring>
#include <functional>
#include <limits>
#include <numeric>

#include "catch.hpp"
#include "geometry_checks.hpp"
#include "imis/base/error.hpp"
#include "imis/base/files.hpp"
#include "imis/base/temporary_folder.hpp"
#include "imis/formats/pictures.hpp"
#include "imis/formats/volumes.hpp"
#include "test_data.hpp"
#include "volume_files.hpp"
#include "voxel_grids.hpp"

using namespace imis;
namespace fs = std::filesystem;

namespace {

VolumeGeometry left_handed_oblique() {
    VolumeGeometry geometry;
    geometry.size = {4, 3, 2};
    geometry.spacing = {0.75, 1.5, 4};
    geometry.origin = {-7.25, 11, 23.5};
    geometry.axes = {{{1, 0, 0}, {0, 0, 1}, {0, 1, 0}}};
    return turned(geometry, 20, -35);
}

// Values count on from -5, over all frames and components.
StoredVolume counting(int frames = 1, int components = 1) {
    StoredVolume volume{left_handed_oblique(), frames, components, {}};
    volume.values.resize(static_cast<std::size_t>(volume.geometry.voxels() * frames * components));
    std::iota(volume.values.begin(), volume.values.end(), std::int16_t{-5});
    return volume;
}

std::vector<float> counted(float first, std::size_t count) {
    std::vector<float> values(count);
    std::iota(values.begin(), values.end(), first);
    return values;
}

// Changes the bytes of a file.
void edit(const fs::path& path, const std::function<void(std::string&)>& change) {
    std::string bytes = read_text_file(path);
    change(bytes);
    write_file_atomically(path, bytes);
}

void cut_off(const fs::path& path, std::size_t bytes) {
    fs::resize_file(path, fs::file_size(path) - bytes);
}

}  // namespace

TEST_CASE("NIfTI, NRRD and MetaImage come with their values and their place, compressed or not") {
    const TemporaryFolder folder;
    for (const char* name : {"a.nii", "a.nii.gz", "a.nrrd", "a.mha", "a.mhd"}) {
        for (const bool compressed : {false, true}) {
            INFO(name << (compressed ? " compressed" : ""));
            write_stored_volume(folder / name, counting(), compressed);
            const Volume volume = read_volume(folder / name);
            check_geometry(volume.geometry, left_handed_oblique());
            CHECK(volume.grey == counted(-5, 24));
            CHECK(volume.rgb.empty());
            CHECK(volume.physical);
            CHECK_FALSE(volume.inverted);
            CHECK_FALSE(volume.window);
            CHECK(volume.dicom_files.empty());
        }
    }
}

TEST_CASE("NRRD lies where it says in each of the three spaces") {
    const TemporaryFolder folder;
    const auto lies = [&](const char* space, const Vector3& signs) {
        INFO(space);
        write_file_atomically(folder / "a.nrrd", std::string("NRRD0004\ntype: uint8\ndimension: 3\nspace: ") + space +
                                                     "\nsizes: 2 2 2\nspace directions: (1,0,0) (0,2,0) (0,0,3)\n"
                                                     "kinds: domain domain domain\nencoding: raw\n"
                                                     "space origin: (5,6,7)\n\nabcdefgh");
        VolumeGeometry expected{{2, 2, 2}, {1, 2, 3}, {5 * signs[0], 6 * signs[1], 7 * signs[2]}};
        for (std::size_t axis = 0; axis < 3; ++axis) expected.axes[axis][axis] = signs[axis];
        check_geometry(read_volume(folder / "a.nrrd").geometry, expected);
    };
    for (const char* name : {"left-posterior-superior", "LPS"}) lies(name, {1, 1, 1});
    for (const char* name : {"right-anterior-superior", "RAS"}) lies(name, {-1, -1, 1});
    for (const char* name : {"left-anterior-superior", "LAS", "Left-Anterior-Superior"}) lies(name, {1, -1, 1});
}

TEST_CASE("of a 4D file one volume is chosen by its number") {
    const TemporaryFolder folder;
    for (const char* name : {"a.nii", "a.nii.gz", "a.nrrd", "a.mha"}) {
        INFO(name);
        write_stored_volume(folder / name, counting(3));
        CHECK_THROWS_AS(read_volume(folder / name), UsageError);
        CHECK_THROWS_WITH(read_volume(folder / name), contains(name) && contains("3 frames") && contains("frame 2"));
        CHECK_THROWS_AS(read_volume(folder / name, {3, ""}), UsageError);
        CHECK_THROWS_AS(read_volume(folder / name, {-1, ""}), UsageError);
        for (const int frame : {0, 1, 2}) {
            const Volume volume = read_volume(folder / name, {frame, ""});
            check_geometry(volume.geometry, left_handed_oblique());
            CHECK(volume.grey == counted(static_cast<float>(24 * frame - 5), 24));
        }
    }
}

TEST_CASE("a 3D file has frame 0 alone") {
    const TemporaryFolder folder;
    write_stored_volume(folder / "a.nii", counting());
    CHECK(read_volume(folder / "a.nii", {0, ""}).grey.size() == 24);
    CHECK_THROWS_WITH(read_volume(folder / "a.nii", {1, ""}), contains("frame 1"));
}

TEST_CASE("NIfTI's slope and intercept are applied") {
    const TemporaryFolder folder;
    write_stored_volume(folder / "a.nii", counting());
    edit(folder / "a.nii", [](std::string& bytes) {
        const float slope = 2.5F, intercept = -1000;  // scl_slope, scl_inter
        std::memcpy(bytes.data() + 112, &slope, 4);
        std::memcpy(bytes.data() + 116, &intercept, 4);
    });
    const Volume volume = read_volume(folder / "a.nii");
    CHECK(volume.grey.front() == Approx(-1012.5));
    CHECK(volume.grey.back() == Approx(-955));
}

TEST_CASE("a flat NIfTI is a volume of one slice") {
    const TemporaryFolder folder;
    StoredVolume stored = counting();
    stored.geometry = VolumeGeometry();
    stored.geometry.size = {4, 3, 1};
    stored.geometry.spacing = {0.5, 0.25, 1};
    write_stored_slice(folder / "a.nii.gz", stored);
    const Volume volume = read_volume(folder / "a.nii.gz");
    check_geometry(volume.geometry, stored.geometry);
    CHECK(volume.grey == counted(-5, 12));
}

TEST_CASE("of colours of 16 bits the high byte is read") {
    const TemporaryFolder folder;
    const std::array<std::uint16_t, 6> colours = {0x0102, 0x8090, 0xffff, 0x00ff, 0x0100, 0x7f00};
    std::string bytes =
        "ObjectType = Image\nNDims = 3\nDimSize = 2 1 1\nElementNumberOfChannels = 3\nElementType = MET_USHORT\n"
        "BinaryDataByteOrderMSB = False\nElementDataFile = LOCAL\n";
    bytes.append(reinterpret_cast<const char*>(colours.data()), sizeof colours);
    write_file_atomically(folder / "a.mha", bytes);
    CHECK(read_volume(folder / "a.mha").rgb == std::vector<std::uint8_t>{0x01, 0x80, 0xff, 0x00, 0x01, 0x7f});
}

TEST_CASE("colours of 8 bits are read, vectors of other numbers are not") {
    const TemporaryFolder folder;
    for (const char* name : {"a.nii", "a.nrrd", "a.mha"}) {
        INFO(name);
        StoredVolume colours = counting(1, 3);
        std::iota(colours.values.begin(), colours.values.end(), std::int16_t{100});
        write_stored_colours(folder / name, colours);
        const Volume volume = read_volume(folder / name);
        CHECK(volume.grey.empty());
        REQUIRE(volume.rgb.size() == 72);
        CHECK(volume.rgb.front() == 100);
        CHECK(volume.rgb.back() == 171);
        check_geometry(volume.geometry, colours.geometry);

        write_stored_volume(folder / name, counting(1, 2));
        CHECK_THROWS_WITH(read_volume(folder / name), contains(name) && contains("2 values a voxel"));
        write_stored_volume(folder / name, counting(1, 3));
        const bool nifti = std::string_view(name) == "a.nii";  // which does not say that three values are colours
        CHECK_THROWS_WITH(read_volume(folder / name),
                          contains(name) && contains(nifti ? "3 values a voxel" : "neither 8-bit nor unsigned 16-bit"));
    }
}

TEST_CASE("a picture is a volume of one slice whose pixels have no known size") {
    const TemporaryFolder folder;
    write_image_png(folder / "a.png", {{2, 3}, {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18}});
    CHECK(is_picture(folder / "a.png"));
    const Volume volume = read_volume(folder / "a.png");
    CHECK(volume.geometry.size == std::array{3, 2, 1});
    CHECK_FALSE(volume.physical);
    CHECK(volume.rgb.at(4) == 5);
}

TEST_CASE("pictures are told by their first bytes") {
    const TemporaryFolder folder;
    write_stored_volume(folder / "a.nii", counting());
    CHECK_FALSE(is_picture(folder / "a.nii"));
    write_file_atomically(folder / "empty.png", std::string_view());
    CHECK_FALSE(is_picture(folder / "empty.png"));
    CHECK_FALSE(is_picture(folder / "absent.png"));
}

TEST_CASE("files that are missing, empty or of no known format are named") {
    const TemporaryFolder folder;
    CHECK_THROWS_AS(read_volume(folder / "absent.nii"), ItemError);
    CHECK_THROWS_WITH(read_volume(folder / "absent.nii"), contains("absent.nii: no such file"));
    for (const char* name : {"a.nii", "a.nii.gz", "a.nrrd", "a.mha", "a.png", "a.dcm", "a"}) {
        INFO(name);
        write_file_atomically(folder / name, std::string_view());
        CHECK_THROWS_AS(read_volume(folder / name), ItemError);
        CHECK_THROWS_WITH(read_volume(folder / name), contains(name) && contains("is empty"));
        write_file_atomically(folder / name, std::string_view("these are words, and no image at all"));
        CHECK_THROWS_AS(read_volume(folder / name), ItemError);
        CHECK_THROWS_WITH(read_volume(folder / name), contains(name));
    }
    CHECK_THROWS_WITH(read_volume(folder / "a"), contains("formats are PNG"));
}

TEST_CASE("files that are cut off are refused, wherever") {
    const TemporaryFolder folder;
    for (const char* name : {"a.nii", "a.nii.gz", "a.nrrd", "a.mha"}) {
        for (const bool compressed : {false, true}) {
            // The last 8 bytes of a compressed NRRD are a check sum that its library does not miss.
            for (const std::size_t missing : {compressed ? 9 : 1, 10, 24}) {
                INFO(name << (compressed ? " compressed" : "") << ", " << missing << " bytes short");
                write_stored_volume(folder / name, counting(), compressed);
                cut_off(folder / name, missing);
                CHECK_THROWS_AS(read_volume(folder / name), ItemError);
                CHECK_THROWS_WITH(read_volume(folder / name), contains(name));
            }
            write_stored_volume(folder / name, counting(), compressed);
            fs::resize_file(folder / name, 20);  // within the header
            CHECK_THROWS_AS(read_volume(folder / name), ItemError);
        }
    }
}

TEST_CASE("a compressed NIfTI whose bytes are damaged is refused") {
    const TemporaryFolder folder;
    StoredVolume large = counting();
    large.geometry.size = {40, 40, 40};
    large.values.resize(64000);
    for (std::size_t i = 0; i < large.values.size(); ++i) large.values[i] = static_cast<std::int16_t>(i * i % 251);
    write_stored_volume(folder / "a.nii.gz", large);
    edit(folder / "a.nii.gz", [](std::string& bytes) { bytes[bytes.size() / 2] ^= 0x55; });
    CHECK_THROWS_AS(read_volume(folder / "a.nii.gz"), ItemError);
}

TEST_CASE("the voxels of a MetaImage may be in a file of their own, which must be there and whole") {
    const TemporaryFolder folder;
    write_stored_volume(folder / "a.mhd", counting());
    REQUIRE(fs::exists(folder / "a.raw"));
    cut_off(folder / "a.raw", 2);
    CHECK_THROWS_AS(read_volume(folder / "a.mhd"), ItemError);
    CHECK_THROWS_WITH(read_volume(folder / "a.mhd"), contains("a.mhd") && contains("a.raw") && contains("truncated"));
    fs::remove(folder / "a.raw");
    CHECK_THROWS_AS(read_volume(folder / "a.mhd"), ItemError);
    CHECK_THROWS_WITH(read_volume(folder / "a.mhd"), contains("a.mhd") && contains("a.raw"));
}

TEST_CASE("headers with nonsense are refused, not followed") {
    const TemporaryFolder folder;
    for (const auto& [from, to] : {std::pair("DimSize = 4 3 2", "DimSize = 4 3 x"),
                                   {"DimSize = 4 3 2", "DimSize = 4 -3 2"},
                                   {"MET_SHORT", "MET_SHIRT"}}) {
        INFO(to);
        write_stored_volume(folder / "a.mha", counting());
        edit(folder / "a.mha", [&](std::string& bytes) { bytes.replace(bytes.find(from), std::strlen(from), to); });
        CHECK_THROWS_AS(read_volume(folder / "a.mha"), ItemError);
    }
    write_stored_volume(folder / "a.mha", counting());
    edit(folder / "a.mha", [](std::string& bytes) { bytes.replace(bytes.find("4 3 2"), 5, "4 x 2"); });
    CHECK_THROWS_WITH(read_volume(folder / "a.mha"), contains("a.mha") && contains("DimSize is '4 x 2'"));
}

TEST_CASE("of NRRD's chain of reasons the last one is said") {
    const TemporaryFolder folder;
    write_stored_volume(folder / "a.nrrd", counting());
    edit(folder / "a.nrrd", [](std::string& bytes) {
        const auto at = bytes.find("encoding: raw");
        REQUIRE(at != std::string::npos);
        bytes.replace(at, 13, "encoding: bzip2");
    });
    CHECK_THROWS_WITH(read_volume(folder / "a.nrrd"),
                      contains("a.nrrd: cannot be read: ") && contains("bzip2") && !contains("[nrrd]"));
}

TEST_CASE("a NIfTI header that promises more than there can be is refused") {
    const TemporaryFolder folder;
    const std::array<std::function<void(std::string&)>, 3> changes = {
        [](std::string& bytes) {
            const float offset = 1e30F;  // vox_offset
            std::memcpy(bytes.data() + 108, &offset, 4);
        },
        [](std::string& bytes) {
            const float offset = std::numeric_limits<float>::quiet_NaN();
            std::memcpy(bytes.data() + 108, &offset, 4);
        },
        [](std::string& bytes) {
            const std::array<std::int16_t, 4> lengths = {3, 32767, 32767, 32767};  // dim
            std::memcpy(bytes.data() + 40, lengths.data(), sizeof lengths);
        },
    };
    for (const auto& change : changes) {
        write_stored_volume(folder / "a.nii", counting());
        edit(folder / "a.nii", change);
        CHECK_THROWS_AS(read_volume(folder / "a.nii"), ItemError);
        CHECK_THROWS_WITH(read_volume(folder / "a.nii"),
                          contains("truncated or damaged") || contains("is not a NIfTI file"));
    }
}

TEST_CASE("a series can be chosen in a folder only") {
    const TemporaryFolder folder;
    write_stored_volume(folder / "a.nii", counting());
    CHECK_THROWS_AS(read_volume(folder / "a.nii", {{}, "1"}), UsageError);
    CHECK_THROWS_WITH(read_volume(folder / "a.nii", {{}, "1"}), contains("is a file"));
}
