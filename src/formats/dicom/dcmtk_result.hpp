// DCMTK's way to report, turned into ours.
#pragma once

#include <filesystem>
#include <string_view>

#include <dcmtk/config/osconfig.h>
#include <dcmtk/ofstd/ofcond.h>

namespace imis {

// Keeps DCMTK from writing to stderr, for good: what matters comes back as a result.
void silence_dcmtk();

// Throws Error where a step on the way to a DICOM file failed. `step` says what could not be done, as in "its segments cannot
// be described".
void require(const OFCondition& result, const std::filesystem::path& file, std::string_view step);

}  // namespace imis
