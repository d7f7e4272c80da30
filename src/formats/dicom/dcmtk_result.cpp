#include "dcmtk_result.hpp"

#include <string>

#include <dcmtk/oflog/oflog.h>

#include "imis/base/error.hpp"

namespace imis {

void silence_dcmtk() {
    static const bool silenced = (OFLog::configure(OFLogger::OFF_LOG_LEVEL), true);
    static_cast<void>(silenced);
}

void require(const OFCondition& result, const std::filesystem::path& file, std::string_view step) {
    if (result.good()) return;
    throw Error(file.string() + ": " + std::string(step) + ": " + result.text() + "; write .nii.gz instead");
}

}  // namespace imis
