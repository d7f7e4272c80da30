// Which of several volumes in one file is meant.
#pragma once

#include <optional>
#include <string>

#include "imis/base/error.hpp"

namespace imis {

// The frame asked for, or 0 where there is only one. Throws UsageError where one must be chosen and none was, or there is no such
// frame; `where` stands before the message.
inline int frame_number(std::optional<int> wanted, int frames, const std::string& where) {
    if (!wanted && frames == 1) return 0;
    const std::string last = std::to_string(frames - 1);
    if (!wanted) {
        throw UsageError(where + ": has " + std::to_string(frames) +
                         " volumes (4D); choose one by --frame 0 to --frame " + last);
    }
    if (*wanted < 0 || *wanted >= frames) {
        throw UsageError("--frame " + std::to_string(*wanted) + ": " + where + " has frames 0 to " + last);
    }
    return *wanted;
}

}  // namespace imis
