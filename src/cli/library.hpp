// Opening the library that holds all that runs.
#pragma once

#include "imis/commands/commands.hpp"

namespace imis {

// Opens libimis.so from the program's own folder, or from where it is installed, with this level for its log. Throws
// Error where it is missing, can't be opened or is of another build.
[[nodiscard]] const Commands& load_commands(log::Level level);

}  // namespace imis
