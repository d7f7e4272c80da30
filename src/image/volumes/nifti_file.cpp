#include "nifti_file.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdlib>
#include <optional>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include <zlib.h>

#include "imis/base/ascii.hpp"
#include "imis/base/error.hpp"

namespace imis {
namespace {

namespace fs = std::filesystem;

struct FreeMemory {
    void operator()(void* memory) const { std::free(memory); }
};

struct CloseGzip {
    void operator()(gzFile_s* file) const { gzclose(file); }
};

// Opens plain files too.
using GzipFile = std::unique_ptr<gzFile_s, CloseGzip>;

// Asked first: the library prints what it thinks of some headers, and mends others by guessing.
bool has_sound_header(const fs::path& file) {
    const std::unique_ptr<nifti_1_header, FreeMemory> header(nifti_read_header(file.c_str(), nullptr, /*check=*/0));
    if (!header || header->sizeof_hdr != sizeof(nifti_1_header) || header->dim[0] < 1 ||
        nifti_hdr_looks_good(header.get()) == 0 || nifti_is_valid_datatype(header->datatype) == 0) {
        return false;
    }
    const auto lengths = std::span(header->dim).subspan(1).first(static_cast<std::size_t>(header->dim[0]));
    constexpr float largest_offset = 1 << 30;  // bytes, as an int; NaN is no offset either
    return std::ranges::all_of(lengths, [](short length) { return length >= 0; }) && header->vox_offset >= 0 &&
           header->vox_offset < largest_offset;
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

bool is_undamaged(gzFile_s* file) {
    int problem = Z_OK;
    (void)gzerror(file, &problem);  // a stream that is cut off ends with Z_BUF_ERROR
    return problem == Z_OK || problem == Z_STREAM_END;
}

// Reads a plain or compressed file to its end, which alone tells whether it is whole: at least `least` bytes (a floating-point
// number, which nonsense in a header can't make wrap round). Memory grows with what there is, not with what the header promises.
// None where the file isn't whole.
std::optional<std::vector<std::byte>> read_part(const char* path, const Part& part, double least) {
    const GzipFile file(gzopen(path, "rb"));
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

double all_voxels(const nifti_image& image) {
    double voxels = 1;
    for (int axis = 1; axis <= 7; ++axis) voxels *= std::max(image.dim[axis], 1);
    return voxels;
}

Part part_of_frame(const nifti_image& image, int frame) {
    auto bytes = static_cast<std::uint64_t>(image.nbyper);
    for (int axis = 1; axis <= 3; ++axis) bytes *= static_cast<std::uint64_t>(std::max(image.dim[axis], 1));
    return {static_cast<std::uint64_t>(image.iname_offset) + static_cast<std::uint64_t>(frame) * bytes, bytes};
}

void to_native_order(const nifti_image& image, std::vector<std::byte>& voxels) {
    if (image.swapsize < 2 || image.byteorder == nifti_short_order()) return;
    nifti_swap_Nbytes(voxels.size() / static_cast<std::size_t>(image.swapsize), image.swapsize, voxels.data());
}

}  // namespace

bool has_nifti_name(const fs::path& file) {
    constexpr std::array<std::string_view, 6> endings = {".nii", ".nii.gz", ".hdr", ".hdr.gz", ".img", ".img.gz"};
    const std::string name = lower_ascii(file.filename().string());
    return std::ranges::any_of(endings, [&](std::string_view ending) { return name.ends_with(ending); });
}

NiftiFile open_nifti(const fs::path& file) {
    static const bool silenced = (nifti_set_debug_level(0), true);  // the exceptions below say enough
    static_cast<void>(silenced);
    NiftiFile image(has_sound_header(file) ? nifti_image_read(file.c_str(), /*read_data=*/0) : nullptr);
    if (!image || image->iname == nullptr) {
        throw ItemError(
            file.string() +
            ": is no NIfTI-1 file that can be read: its header is missing, cut off or makes no sense (NIfTI-2 is to be "
            "converted first)");
    }
    return image;
}

std::vector<std::byte> read_nifti_voxels(const nifti_image& image, int frame, const fs::path& file) {
    // The library looks for the voxels of a.nii.gz in a.nii first, where there is one.
    const char* path = image.nifti_type == NIFTI_FTYPE_NIFTI1_1 ? file.c_str() : image.iname;
    auto voxels = read_part(path, part_of_frame(image, frame), image.iname_offset + all_voxels(image) * image.nbyper);
    if (!voxels || image.iname_offset < 0) {
        throw ItemError(file.string() + ": is truncated or damaged: it holds fewer voxels than its header says");
    }
    to_native_order(image, *voxels);
    return std::move(*voxels);
}

}  // namespace imis
