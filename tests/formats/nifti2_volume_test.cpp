// NIfTI-2: the same as NIfTI-1 but for its header, whose fields are laid out here by their offsets in nifti2.h.
#include <algorithm>
#include <bit>
#include <cstring>
#include <functional>
#include <nifti/nifti1.h>

#include "catch.hpp"
#include "geometry_checks.hpp"
#include "imis/base/error.hpp"
#include "imis/base/files.hpp"
#include "imis/base/temporary_folder.hpp"
#include "imis/formats/volumes.hpp"

using namespace imis;
namespace fs = std::filesystem;

namespace {

// A header and 24 voxels, each field in this machine's byte order or in the other.
class Nifti2Bytes {
public:
    explicit Nifti2Bytes(bool swapped = false) : swapped_(swapped), bytes_(544 + 24 * sizeof(std::int16_t), '\0') {
        put<std::int32_t>(0, {540});
        put_magic("n+2");
        put<std::int16_t>(12, {DT_INT16, 16});
        put<std::int64_t>(16, {3, 4, 3, 2, 1, 1, 1, 1});
        put<double>(104, {1, 0.5, 1.5, 4, 1, 1, 1, 1});
        put<std::int64_t>(168, {544});
        put<double>(176, {2, -1000});  // slope and intercept
        put<std::int32_t>(500, {NIFTI_UNITS_MM});
        for (std::int16_t i = 0; i < 24; ++i) put<std::int16_t>(544 + 2 * static_cast<std::size_t>(i), {i});
    }

    template <typename Number>
    void put(std::size_t at, std::initializer_list<Number> numbers) {
        for (const Number number : numbers) {
            auto stored = std::bit_cast<std::array<char, sizeof(Number)>>(number);
            if (swapped_) std::ranges::reverse(stored);
            std::ranges::copy(stored, bytes_.begin() + static_cast<std::ptrdiff_t>(at));
            at += sizeof(Number);
        }
    }

    // The four bytes after the name and its zero tell a file that was sent as text.
    void put_magic(const std::string& name, const std::string& tail = "\r\n\032\n") {
        std::ranges::copy(name + '\0' + tail, bytes_.begin() + 4);
    }

    [[nodiscard]] const std::string& bytes() const { return bytes_; }

private:
    bool swapped_;
    std::string bytes_;
};

// A turn of 30 degrees about the patient's long axis: by its rows, or by its quaternion.
void put_sform(Nifti2Bytes& file) {
    file.put<std::int32_t>(348, {2});
    file.put<double>(400, {0.4330127, -0.75, 0, -7, 0.25, 1.2990381, 0, 11, 0, 0, 4, 23});
}

void put_qform(Nifti2Bytes& file) {
    file.put<std::int32_t>(344, {1});
    file.put<double>(352, {0, 0, 0.258819045, -7, 11, 23});
}

VolumeGeometry turned() {
    VolumeGeometry geometry;
    geometry.size = {4, 3, 2};
    geometry.spacing = {0.5, 1.5, 4};
    geometry.origin = {7, -11, 23};
    geometry.axes = {{{-0.8660254, -0.5, 0}, {0.5, -0.8660254, 0}, {0, 0, 1}}};
    return geometry;
}

}  // namespace

TEST_CASE("NIfTI-2 is read in both byte orders, and lies where its sform or qform says") {
    const TemporaryFolder folder;
    for (const bool swapped : {false, true}) {
        for (const auto& put_place : {put_sform, put_qform}) {
            Nifti2Bytes made(swapped);
            put_place(made);
            write_file_atomically(folder / "a.nii", made.bytes());
            const Volume volume = read_volume(folder / "a.nii");
            check_geometry(volume.geometry, turned());
            REQUIRE(volume.grey.size() == 24);
            CHECK(volume.grey.front() == -1000);
            CHECK(volume.grey.back() == 2 * 23 - 1000);
        }
    }
}

TEST_CASE("a label map of a NIfTI-2 file is NIfTI-1 in the same place") {
    const TemporaryFolder folder;
    Nifti2Bytes made;
    put_sform(made);
    write_file_atomically(folder / "a.nii", made.bytes());
    const Volume volume = read_volume(folder / "a.nii");
    write_label_volume(folder / "labels.nii.gz", {volume.geometry, std::vector<std::uint8_t>(24, 7), volume.nifti});
    const Volume labels = read_volume(folder / "labels.nii.gz");
    check_geometry(labels.geometry, turned());
    CHECK(labels.nifti->sform_code == 2);
    CHECK(labels.grey == std::vector<float>(24, 7));
}

TEST_CASE("NIfTI-2 may be a pair of files, named by either") {
    const TemporaryFolder folder;
    Nifti2Bytes made;
    made.put_magic("ni2");
    made.put<std::int64_t>(168, {0});
    write_file_atomically(folder / "a.hdr", made.bytes().substr(0, 544));
    write_file_atomically(folder / "a.img", made.bytes().substr(544));
    CHECK(read_volume(folder / "a.hdr").grey.back() == 2 * 23 - 1000);
    CHECK(read_volume(folder / "a.img").grey.back() == 2 * 23 - 1000);
}

TEST_CASE("a NIfTI-2 header that makes no sense, or voxels that end early, are refused") {
    const TemporaryFolder folder;
    const fs::path file = folder / "a.nii";
    for (const auto& change : std::initializer_list<std::function<void(Nifti2Bytes&)>>{
             [](Nifti2Bytes& made) { made.put<std::int32_t>(0, {541}); },
             [](Nifti2Bytes& made) { made.put_magic("n+2", "\n\032\n\n"); },
             [](Nifti2Bytes& made) { made.put<std::int64_t>(16, {9}); },
             [](Nifti2Bytes& made) { made.put<std::int64_t>(24, {-4}); },
             [](Nifti2Bytes& made) { made.put<std::int64_t>(24, {std::int64_t{1} << 40}); },
             [](Nifti2Bytes& made) { made.put<std::int64_t>(168, {std::int64_t{1} << 40}); },
             [](Nifti2Bytes& made) { made.put<std::int64_t>(168, {-1}); },
         }) {
        Nifti2Bytes made;
        change(made);
        write_file_atomically(file, made.bytes());
        CHECK_THROWS_AS(read_volume(file), ItemError);
        CHECK_THROWS_WITH(read_volume(file), contains("a.nii: is not a NIfTI file"));
    }
    write_file_atomically(file, Nifti2Bytes().bytes().substr(0, 590));
    CHECK_THROWS_WITH(read_volume(file), contains("truncated"));
    write_file_atomically(file, Nifti2Bytes().bytes().substr(0, 400));
    CHECK_THROWS_AS(read_volume(file), ItemError);
}
