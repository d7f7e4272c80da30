#include "reader_words.hpp"

#include <cstdio>

#include "imis/base/error.hpp"

namespace imis {

int frame_number(std::optional<int> wanted, int frames, const std::string& where) {
    if (!wanted && frames == 1) return 0;
    const std::string last = std::to_string(frames - 1);
    if (!wanted) {
        throw UsageError(
            where + ": has " + std::to_string(frames) + " frames (4D); choose one, from frame 0 to frame " + last,
            {"frame"});
    }
    if (*wanted < 0 || *wanted >= frames) {
        throw UsageError("frame " + std::to_string(*wanted) + ": " + where + " has frames 0 to " + last, {"frame"});
    }
    return *wanted;
}

std::string mm(double value) {
    char text[32];
    std::snprintf(text, sizeof text, "%.3g mm", value);
    return text;
}

}  // namespace imis
