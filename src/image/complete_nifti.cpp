#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include <zlib.h>

#include "complete_file.hpp"
#include "imis/base/error.hpp"

namespace imis {
namespace {

struct CloseGzip {
    void operator()(gzFile_s* file) const { gzclose(file); }
};

// Opens plain files too.
using GzipFile = std::unique_ptr<gzFile_s, CloseGzip>;

constexpr std::size_t header_bytes = 540;  // of NIfTI-2; NIfTI-1 has 348

// The fields of a header, in the byte order of the file.
class NiftiHeader {
public:
    explicit NiftiHeader(const std::array<unsigned char, header_bytes>& bytes)
        : bytes_(bytes),
          swapped_(!is_header_size(raw_number<std::int32_t>(0, false))),
          second_(number<std::int32_t>(0) == 540) {}

    // Bytes of the file that header and voxels take; a floating-point number, which nonsense in a header can't make wrap round.
    [[nodiscard]] double wanted_bytes() const {
        double voxels = 1;
        const auto dimensions = length(0);
        for (std::int64_t axis = 1; axis <= dimensions && axis <= 7; ++axis) {
            voxels *= static_cast<double>(std::max<std::int64_t>(length(static_cast<std::size_t>(axis)), 1));
        }
        return offset() + voxels * number<std::int16_t>(second_ ? 14 : 72) / 8;
    }

private:
    // The first field; in the other byte order it is neither.
    static bool is_header_size(std::int32_t size) { return size == 348 || size == 540; }

    template <typename Number>
    [[nodiscard]] Number raw_number(std::size_t at, bool swapped) const {
        std::array<unsigned char, sizeof(Number)> raw{};
        for (std::size_t i = 0; i < raw.size(); ++i) raw[i] = bytes_[at + (swapped ? raw.size() - 1 - i : i)];
        return std::bit_cast<Number>(raw);
    }

    template <typename Number>
    [[nodiscard]] Number number(std::size_t at) const {
        return raw_number<Number>(at, swapped_);
    }

    // dim[i]
    [[nodiscard]] std::int64_t length(std::size_t i) const {
        return second_ ? number<std::int64_t>(16 + 8 * i) : number<std::int16_t>(40 + 2 * i);
    }

    // vox_offset, which some leave at 0; never within the header
    [[nodiscard]] double offset() const {
        return second_ ? std::max(static_cast<double>(number<std::int64_t>(168)), 540.0)
                       : std::max(static_cast<double>(number<float>(108)), 348.0);
    }

    const std::array<unsigned char, header_bytes>& bytes_;
    bool swapped_ = false;
    bool second_ = false;
};

// Reads on to the end; none where the stream is damaged.
std::optional<std::uint64_t> bytes_to_end(gzFile_s* file) {
    std::vector<unsigned char> block(std::size_t{1} << 20);
    std::uint64_t total = 0;
    while (true) {
        const int count = gzread(file, block.data(), static_cast<unsigned>(block.size()));
        if (count < 0) return std::nullopt;
        total += static_cast<std::uint64_t>(count);
        if (static_cast<std::size_t>(count) < block.size()) break;
    }
    int problem = Z_OK;
    (void)gzerror(file, &problem);  // a stream that is cut off ends with Z_BUF_ERROR
    return problem == Z_OK || problem == Z_STREAM_END ? std::optional(total) : std::nullopt;
}

}  // namespace

void check_complete_nifti(const std::filesystem::path& file) {
    const std::string name = file.filename().string();
    if (!name.ends_with(".nii") && !name.ends_with(".nii.gz")) return;
    const GzipFile stream(gzopen(file.c_str(), "rb"));
    if (!stream) throw ItemError(file.string() + ": cannot be opened");
    std::array<unsigned char, header_bytes> header{};
    const int start = gzread(stream.get(), header.data(), static_cast<unsigned>(header.size()));
    const auto rest = bytes_to_end(stream.get());
    const bool complete = start > 0 && rest &&
                          static_cast<double>(start) + static_cast<double>(*rest) >= NiftiHeader(header).wanted_bytes();
    if (!complete)
        throw ItemError(file.string() + ": is truncated or damaged: it holds fewer voxels than its header says");
}

}  // namespace imis
