// Names of imaging modalities.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace imis {

// The name of a modality that a data set doesn't give.
inline constexpr std::string_view unknown_modality = "Unknown";

// The table's name for a modality, where one of its names or aliases (configs/modalities.json, built in) is this one
// but for case, spaces, '_', '-' and '/': "x_ray" gives "X-Ray".
[[nodiscard]] std::optional<std::string> known_modality(std::string_view name);

// The known name, or else the given one tidied: blanks trimmed, '_' as space, up to four letters in capitals, longer
// words with a capital first letter. Empty names give "Unknown".
[[nodiscard]] std::string normalise_modality(std::string_view name);

}  // namespace imis
