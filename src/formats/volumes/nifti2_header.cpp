#include "nifti2_header.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <limits>
#include <span>

#include "gzip_file.hpp"

namespace imis {
namespace {

constexpr std::int32_t header_bytes = 540;
// Bytes from the start of the header; fields of several numbers follow one another.
constexpr std::size_t magic_at = 4;
constexpr std::size_t datatype_at = 12;
constexpr std::size_t bitpix_at = 14;
constexpr std::size_t dim_at = 16;
constexpr std::size_t pixdim_at = 104;
constexpr std::size_t vox_offset_at = 168;
constexpr std::size_t scl_slope_at = 176;
constexpr std::size_t scl_inter_at = 184;
constexpr std::size_t qform_code_at = 344;
constexpr std::size_t sform_code_at = 348;
constexpr std::size_t quatern_at = 352;
constexpr std::size_t qoffset_at = 376;
constexpr std::size_t srow_at = 400;
constexpr std::size_t units_at = 500;

using Bytes = std::array<std::byte, header_bytes>;

class Fields {
public:
    Fields(const Bytes& bytes, bool swapped) : bytes_(bytes), swapped_(swapped) {}

    template <typename Number>
    [[nodiscard]] Number number(std::size_t at) const {
        std::array<std::byte, sizeof(Number)> stored{};
        std::ranges::copy(std::span(bytes_).subspan(at, sizeof(Number)), stored.begin());
        if (swapped_) std::ranges::reverse(stored);
        return std::bit_cast<Number>(stored);
    }

    [[nodiscard]] float real(std::size_t at) const { return static_cast<float>(number<double>(at)); }

    void reals(std::size_t at, std::span<float> values) const {
        for (std::size_t i = 0; i < values.size(); ++i) values[i] = real(at + i * sizeof(double));
    }

private:
    const Bytes& bytes_;
    bool swapped_;
};

std::optional<Bytes> first_bytes(const std::filesystem::path& file) {
    const GzipFile stream(gzopen(file.c_str(), "rb"));
    Bytes bytes{};
    if (!stream || gzread(stream.get(), bytes.data(), bytes.size()) != header_bytes) return std::nullopt;
    return bytes;
}

bool has_magic(const Bytes& bytes) {
    // The last four bytes tell a file that was sent as text.
    constexpr std::array<const char*, 2> magics = {"n+2\0\r\n\032\n", "ni2\0\r\n\032\n"};
    return std::ranges::any_of(magics,
                               [&](const char* magic) { return std::memcmp(bytes.data() + magic_at, magic, 8) == 0; });
}

// False where a length does not fit.
bool put_lengths(const Fields& fields, nifti_1_header& header) {
    for (std::size_t axis = 0; axis < 8; ++axis) {
        const auto length = fields.number<std::int64_t>(dim_at + axis * sizeof(std::int64_t));
        if (length < 0 || length > std::numeric_limits<short>::max()) return false;
        header.dim[axis] = static_cast<short>(length);
    }
    return true;
}

bool put_offset(const Fields& fields, nifti_1_header& header) {
    constexpr std::int64_t largest = 1 << 24;  // up to there every integer is a float
    const auto offset = fields.number<std::int64_t>(vox_offset_at);
    header.vox_offset = static_cast<float>(offset);
    return offset >= 0 && offset <= largest;
}

void put_place(const Fields& fields, nifti_1_header& header) {
    fields.reals(pixdim_at, header.pixdim);
    header.qform_code = static_cast<short>(fields.number<std::int32_t>(qform_code_at));
    header.sform_code = static_cast<short>(fields.number<std::int32_t>(sform_code_at));
    std::array<float, 3> quatern{};
    fields.reals(quatern_at, quatern);
    header.quatern_b = quatern[0];
    header.quatern_c = quatern[1];
    header.quatern_d = quatern[2];
    std::array<float, 3> offset{};
    fields.reals(qoffset_at, offset);
    header.qoffset_x = offset[0];
    header.qoffset_y = offset[1];
    header.qoffset_z = offset[2];
    fields.reals(srow_at, header.srow_x);
    fields.reals(srow_at + sizeof(double) * 4, header.srow_y);
    fields.reals(srow_at + sizeof(double) * 8, header.srow_z);
    header.xyzt_units = static_cast<char>(fields.number<std::int32_t>(units_at));
}

nifti_1_header narrowed(const Fields& fields, bool is_one_file) {
    nifti_1_header header{};
    header.sizeof_hdr = sizeof header;
    std::memcpy(header.magic, is_one_file ? "n+1" : "ni1", 4);
    header.datatype = fields.number<std::int16_t>(datatype_at);
    header.bitpix = fields.number<std::int16_t>(bitpix_at);
    header.scl_slope = fields.real(scl_slope_at);
    header.scl_inter = fields.real(scl_inter_at);
    put_place(fields, header);
    if (!put_lengths(fields, header) || !put_offset(fields, header)) header.dim[0] = 0;
    return header;
}

}  // namespace

std::optional<Nifti2Header> read_nifti2_header(const std::filesystem::path& file) {
    const std::optional<Bytes> bytes = first_bytes(file);
    if (!bytes || !has_magic(*bytes)) return std::nullopt;
    const bool is_other_order = Fields(*bytes, false).number<std::int32_t>(0) != header_bytes;
    const Fields fields(*bytes, is_other_order);
    if (fields.number<std::int32_t>(0) != header_bytes) return std::nullopt;
    const bool is_one_file = (*bytes)[magic_at + 1] == std::byte{'+'};
    return Nifti2Header{narrowed(fields, is_one_file), is_other_order};
}

}  // namespace imis
