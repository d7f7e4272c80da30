// NIfTI-2 (nifti2.h, https://nifti.nimh.nih.gov/nifti-2): NIfTI-1 with wider numbers in its header, and otherwise the same. The
// library that ITK brings along reads NIfTI-1 only.
#pragma once

#include <filesystem>
#include <nifti1_io.h>
#include <optional>

namespace imis {

struct Nifti2Header {
    nifti_1_header as_nifti1{};   // in this machine's byte order; its numbers are floats where NIfTI-2 has doubles
    bool is_other_order = false;  // whether the file, voxels too, has the other byte order
};

// The header of a plain or compressed file, with a dim[0] of 0 where its lengths or offset are too large for NIfTI-1. None where the
// file does not begin as NIfTI-2 does.
[[nodiscard]] std::optional<Nifti2Header> read_nifti2_header(const std::filesystem::path& file);

}  // namespace imis
