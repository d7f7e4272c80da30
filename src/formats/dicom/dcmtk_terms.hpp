// DCMTK's terms and ours: how it reports failures, and how it wants texts.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include <dcmtk/config/osconfig.h>
#include <dcmtk/ofstd/ofcond.h>

namespace imis {

// Keeps DCMTK from writing to stderr from here on: what matters comes back as a result.
void silence_dcmtk();

// Throws Error where a step on the way to a DICOM file failed. `step` says what could not be done, as in "its segments
// cannot be described".
void require(const OFCondition& result, const std::filesystem::path& file, std::string_view step);

// A decimal string (DS): as exact as its 16 characters allow. The number must be finite.
[[nodiscard]] std::string dicom_decimal(double number);

// A long string (LO) of UTF-8 text: at most 64 characters; a backslash, which would separate two values, and control
// characters become blanks; blanks at both ends and bytes that are not UTF-8 are dropped.
[[nodiscard]] std::string dicom_long_string(std::string_view text);

}  // namespace imis
