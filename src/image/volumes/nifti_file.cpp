#include "nifti_file.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdlib>
#include <optional>
#include <span>
#include <string_view>
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

// The bytes of a plain or compressed file; none where it can't be opened or the stream is damaged.
std::optional<std::uint64_t> bytes_to_end(const char* path) {
    const GzipFile file(gzopen(path, "rb"));
    if (!file) return std::nullopt;
    std::vector<unsigned char> block(std::size_t{1} << 20);
    std::uint64_t total = 0;
    while (true) {
        const int count = gzread(file.get(), block.data(), static_cast<unsigned>(block.size()));
        if (count < 0) return std::nullopt;
        total += static_cast<std::uint64_t>(count);
        if (static_cast<std::size_t>(count) < block.size()) break;
    }
    int problem = Z_OK;
    (void)gzerror(file.get(), &problem);  // a stream that is cut off ends with Z_BUF_ERROR
    return problem == Z_OK || problem == Z_STREAM_END ? std::optional(total) : std::nullopt;
}

// Bytes of the file with the voxels; a floating-point number, which nonsense in a header can't make wrap round.
double wanted_bytes(const nifti_image& image) {
    double voxels = 1;
    for (int axis = 1; axis <= 7; ++axis) voxels *= std::max(image.dim[axis], 1);
    return image.iname_offset + voxels * image.nbyper;
}

// An offset below 0 would mean to the library that the voxels are at the file's end.
bool is_complete(const nifti_image& image) {
    const auto bytes = bytes_to_end(image.iname);
    return bytes && image.iname_offset >= 0 && static_cast<double>(*bytes) >= wanted_bytes(image);
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
    if (!is_complete(*image)) {
        throw ItemError(file.string() + ": is truncated or damaged: it holds fewer voxels than its header says");
    }
    return image;
}

}  // namespace imis
