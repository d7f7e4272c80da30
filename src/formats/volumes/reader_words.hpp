// Wording that the readers of volumes share.
#pragma once

#include <optional>
#include <string>

namespace imis {

// The frame of a 4D volume that was asked for, or 0 where it has only one. Throws UsageError where one must be chosen
// and none was, or there is no such frame; `where` stands before the message.
[[nodiscard]] int frame_number(std::optional<int> wanted, int frames, const std::string& where);

// A length for messages: "0.75 mm".
[[nodiscard]] std::string mm(double value);

}  // namespace imis
