// Values of DICOM elements that are stored as text.
#pragma once

#include <string>
#include <string_view>

namespace imis {

// A decimal string (DS): as exact as its 16 characters allow. The number must be finite.
[[nodiscard]] std::string dicom_decimal(double number);

// A long string (LO) of UTF-8 text: at most 64 characters; a backslash, which would part two values, and control characters become
// blanks, blanks at both ends and bytes that are no UTF-8 are dropped.
[[nodiscard]] std::string dicom_long_string(std::string_view text);

}  // namespace imis
