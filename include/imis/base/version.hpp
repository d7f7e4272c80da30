// Which build this is.
#pragma once

#include <string>

namespace imis {

// "0.1.0", or "0.1.0 (commit 1a2b3c4)" where the source was a git checkout at build time.
[[nodiscard]] std::string version();

}  // namespace imis
