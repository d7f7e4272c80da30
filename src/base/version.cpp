#include "imis/base/version.hpp"

namespace imis {

std::string version() {
    const std::string commit = IMIS_COMMIT;
    return commit.empty() ? IMIS_VERSION : std::string(IMIS_VERSION) + " (commit " + commit + ")";
}

}  // namespace imis
