#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include <zlib.h>

#include "imis/base/error.hpp"
#include "nifti_volume.hpp"

namespace imis {
namespace {

namespace fs = std::filesystem;

struct FreeMemory {
    void operator()(void* memory) const { std::free(memory); }
};

// A pair of files may be named by its voxels' file.
fs::path header_file_of(const fs::path& file) {
    const std::unique_ptr<char, FreeMemory> header(nifti_findhdrname(file.c_str()));
    return header ? fs::path(header.get()) : file;
}

// Whether the header of either version makes sense; `looks_good` is the library's opinion.
template <typename Header>
bool is_sound(const Header& header, bool looks_good) {
    constexpr std::int64_t longest = 32767;                 // voxels along an axis, the most that NIfTI-1 can say
    constexpr auto largest_offset = std::int64_t{1} << 30;  // bytes
    if (header.sizeof_hdr != sizeof header || header.dim[0] < 1 || !looks_good ||
        nifti_is_valid_datatype(header.datatype) == 0) {
        return false;
    }
    const auto lengths = std::span(header.dim).subspan(1).first(static_cast<std::size_t>(header.dim[0]));
    const auto is_length = [](std::int64_t length) { return length >= 0 && length <= longest; };
    // NIfTI-1's offset is a floating-point number, and NaN is none.
    return std::ranges::all_of(lengths, is_length) && header.vox_offset >= 0 && header.vox_offset < largest_offset;
}

// Whether sizes are given along every axis of more than one voxel.
template <typename Header>
bool gives_voxel_size(const Header& header) {
    for (int axis = 1; axis <= std::min<int>(3, static_cast<int>(header.dim[0])); ++axis) {
        const auto size = static_cast<double>(header.pixdim[axis]);
        if (header.dim[axis] > 1 && (!std::isfinite(size) || size == 0)) return false;
    }
    return true;
}

// Asked before the library reads a file for good: it prints what it thinks of some headers, and changes others by
// guessing.
bool has_sound_header(const fs::path& file) {
    const std::unique_ptr<nifti_2_header, FreeMemory> nifti2(nifti_read_n2_hdr(file.c_str(), nullptr, /*check=*/0));
    if (nifti2 && is_sound(*nifti2, nifti_hdr2_looks_good(nifti2.get()) != 0)) return true;
    const std::unique_ptr<nifti_1_header, FreeMemory> nifti1(nifti_read_n1_hdr(file.c_str(), nullptr, /*check=*/0));
    return nifti1 && is_sound(*nifti1, nifti_hdr1_looks_good(nifti1.get()) != 0);
}

// Some bytes of a file.
struct Part {
    std::uint64_t first = 0;
    std::uint64_t count = 0;
};

// Appends what of a block lies in the part; the block starts at byte `at` of the file.
void take(std::span<const std::byte> block, std::uint64_t at, const Part& part, std::vector<std::byte>& bytes) {
    const std::uint64_t begin = std::max(at, part.first);
    const std::uint64_t end = std::min(at + block.size(), part.first + part.count);
    if (begin >= end) return;
    const auto taken = block.subspan(static_cast<std::size_t>(begin - at), static_cast<std::size_t>(end - begin));
    bytes.insert(bytes.end(), taken.begin(), taken.end());
}

struct CloseGzip {
    void operator()(gzFile_s* file) const { gzclose(file); }
};

bool is_undamaged(gzFile_s* file) {
    int problem = Z_OK;
    (void)gzerror(file, &problem);  // a stream that is cut off ends with Z_BUF_ERROR
    return problem == Z_OK || problem == Z_STREAM_END;
}

// Reads a plain or compressed file to its end, the only way to tell whether it is whole: at least `least` bytes (a
// floating-point number, which nonsense in a header can't make overflow). Memory grows with what there is, not with
// what the header promises. None where the file isn't whole.
std::optional<std::vector<std::byte>> read_part(const char* path, const Part& part, double least) {
    const std::unique_ptr<gzFile_s, CloseGzip> file(gzopen(path, "rb"));  // which opens plain files too
    if (!file) return std::nullopt;
    std::vector<std::byte> block(std::size_t{1} << 20);
    std::vector<std::byte> bytes;
    std::uint64_t at = 0;
    while (true) {
        const int count = gzread(file.get(), block.data(), static_cast<unsigned>(block.size()));
        if (count < 0) return std::nullopt;
        take(std::span(block).first(static_cast<std::size_t>(count)), at, part, bytes);
        at += static_cast<std::uint64_t>(count);
        if (static_cast<std::size_t>(count) < block.size()) break;
    }
    if (!is_undamaged(file.get()) || static_cast<double>(at) < least) return std::nullopt;
    return bytes;
}

std::int64_t length_along(const nifti_image& image, int axis) {
    return std::max(image.dim[axis], std::int64_t{1});
}

double all_voxels(const nifti_image& image) {
    double voxels = 1;
    for (int axis = 1; axis <= 7; ++axis) voxels *= static_cast<double>(length_along(image, axis));
    return voxels;
}

Part part_of_frame(const nifti_image& image, int frame) {
    auto bytes = static_cast<std::uint64_t>(image.nbyper);
    for (int axis = 1; axis <= 3; ++axis) bytes *= static_cast<std::uint64_t>(length_along(image, axis));
    return {static_cast<std::uint64_t>(image.iname_offset) + static_cast<std::uint64_t>(frame) * bytes, bytes};
}

void to_native_order(const nifti_image& image, std::vector<std::byte>& voxels) {
    if (image.swapsize < 2 || image.byteorder == nifti_short_order()) return;
    const auto numbers = static_cast<std::int64_t>(voxels.size()) / image.swapsize;
    nifti_swap_Nbytes(numbers, image.swapsize, voxels.data());
}

}  // namespace

NiftiFile open_nifti(const fs::path& file) {
    static const bool silenced = (nifti_set_debug_level(0), true);  // the exceptions below say enough
    static_cast<void>(silenced);
    const fs::path header_file = header_file_of(file);
    NiftiFile image(has_sound_header(header_file) ? nifti_image_read(header_file.c_str(), /*read_data=*/0) : nullptr);
    if (!image || image->iname == nullptr) {
        throw ItemError(file.string() +
                        ": is not a NIfTI file that can be read: its header is missing, cut off or makes no sense");
    }
    return image;
}

bool knows_voxel_size(const nifti_image& image, const fs::path& file) {
    if (image.sform_code > 0) return true;
    const fs::path header_file = header_file_of(file);
    const std::unique_ptr<nifti_2_header, FreeMemory> nifti2(
        nifti_read_n2_hdr(header_file.c_str(), nullptr, /*check=*/0));
    if (nifti2 && nifti_hdr2_looks_good(nifti2.get()) != 0) return gives_voxel_size(*nifti2);
    const std::unique_ptr<nifti_1_header, FreeMemory> nifti1(
        nifti_read_n1_hdr(header_file.c_str(), nullptr, /*check=*/0));
    return nifti1 && gives_voxel_size(*nifti1);
}

std::vector<std::byte> read_nifti_voxels(const nifti_image& image, int frame, const fs::path& file) {
    // The library looks for the voxels of a.nii.gz in a.nii first, where there is one.
    const bool is_one_file = image.nifti_type == NIFTI_FTYPE_NIFTI1_1 || image.nifti_type == NIFTI_FTYPE_NIFTI2_1;
    const char* path = is_one_file ? file.c_str() : image.iname;
    if (!fs::exists(path)) {
        throw ItemError(file.string() +
                        ": is the header of a pair of files, and the other one, with the voxels, is missing");
    }
    auto voxels = read_part(path, part_of_frame(image, frame),
                            static_cast<double>(image.iname_offset) + all_voxels(image) * image.nbyper);
    if (!voxels || image.iname_offset < 0) {
        throw ItemError(file.string() + ": is truncated or damaged: it holds fewer voxels than its header says");
    }
    to_native_order(image, *voxels);
    return std::move(*voxels);
}

}  // namespace imis
